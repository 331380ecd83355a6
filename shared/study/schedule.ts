import * as z from 'zod';
import { StepladderError } from '../errors.js';
import type { Store } from '../store/store.js';
import { readRecord } from './codec.js';
import { definitionKey, studiesFolder } from './keys.js';
import { StudyLog } from './log.js';
import { openSchema } from './open.js';
import { definitionSchema } from './records.js';
import type { Study } from './study.js';

/** The name of a schedule: the beginning of its studies' names, which may have 64 characters. */
export const scheduleNameSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,48}$/, {
  error:
    'a schedule is named by 1 to 49 letters, digits, dots, underscores and hyphens, beginning with a letter or digit',
});

const timeZoneSchema = z.string().refine(isTimeZone, { error: 'it must be a time zone such as Europe/Berlin' });

/** What a schedule asks the state machine for: a study, named by the date, from a template. */
export const scheduledSchema = z.strictObject({
  schedule: scheduleNameSchema,
  /** When it was due, as ISO 8601; anything else means the start of the execution. */
  at: z.string().optional(),
  timeZone: timeZoneSchema,
  /** What to do when the schedule's last study is still going. */
  overlap: z.enum(['skip', 'allow']),
  template: openSchema.pick({ start: true, budget: true, slots: true }).required({ start: true }),
});
export type Scheduled = z.infer<typeof scheduledSchema>;

type Request = Omit<z.infer<typeof openSchema>, 'execution' | 'description' | 'round'>;

/**
 * Milliseconds after which a run that says nothing is no longer going: each of its legs ends within the 15 minutes of a
 * Lambda function, with a record.
 */
const silence = 30 * 60_000;

/** ISO 8601: `Date.parse` makes a date of other texts too. */
const isoPattern = /^\d{4}-\d\d-\d\dT/;

/**
 * What to open for a schedule that is due; or why it is skipped this time. A schedule may deliver one date twice: the
 * second execution is skipped.
 *
 * @param execution name of the execution: what it has opened already it does not skip.
 * @param started when it started, in milliseconds since 1970.
 */
export async function openScheduled(
  store: Store,
  { schedule, at = '', timeZone, overlap, template }: Scheduled,
  execution: string,
  started: number,
): Promise<Request | { readonly next: 'skip'; readonly reason: string }> {
  const due = isoPattern.test(at) ? Date.parse(at) : Number.NaN;
  const study = `${schedule}-${nameOf(Number.isNaN(due) ? started : due, timeZone)}`;
  const existing = await readRecord(store, definitionSchema, definitionKey(study));
  if (existing && existing.execution !== execution) {
    return { next: 'skip', reason: `study '${study}' of schedule '${schedule}' was started already` };
  }
  if (!existing && overlap === 'skip') {
    const going = await goingStudy(store, schedule, started);
    if (going) return { next: 'skip', reason: `study '${going}' of schedule '${schedule}' is still going` };
  }
  return { study, schedule, ...template };
}

/** The newest study of a schedule, if it is still going. */
async function goingStudy(store: Store, schedule: string, now: number): Promise<string | undefined> {
  const names = await store.children(studiesFolder);
  const stamped = names.filter(
    (name) => name.startsWith(`${schedule}-`) && /^\d{8}-\d\dB?\d\d$/.test(name.slice(schedule.length + 1)),
  );
  const newest = stamped.at(-1);
  const log = newest === undefined ? undefined : await StudyLog.find(store, newest);
  return log && isGoing(log.study, now) ? newest : undefined;
}

function isGoing({ lastRun, legs, definition }: Study, now: number): boolean {
  if (lastRun?.end) return false;
  const times = legs.map(({ assigned, result }) => Math.max(assigned.at, result?.at ?? 0, assigned.expires ?? 0));
  return now - Math.max(definition.created, lastRun?.run.started ?? 0, ...times) < silence;
}

/** Milliseconds by which clocks are put back where summer time ends (half an hour on Lord Howe Island). */
const shifts = [60 * 60_000, 30 * 60_000];

/**
 * `20261124-0230`, by the clocks of the time zone. Of an hour that comes twice, the second time is `20261025-02B30`, as in
 * railway timetables: it is another name, and comes after those of the first.
 */
function nameOf(time: number, timeZone: string): string {
  const stamp = stampOf(time, timeZone);
  const isSecond = shifts.some((shift) => stampOf(time - shift, timeZone) === stamp);
  return isSecond ? `${stamp.slice(0, -2)}B${stamp.slice(-2)}` : stamp;
}

function stampOf(time: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const parts = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]));
  return `${parts.year}${parts.month}${parts.day}-${parts.hour}${parts.minute}`;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
}

/** @throws InvalidName if the name of a schedule is malformed. */
export function checkScheduleName(name: string): void {
  const parsed = scheduleNameSchema.safeParse(name);
  if (parsed.success) return;
  throw new StepladderError(
    'InvalidName',
    `${JSON.stringify(name)} cannot be a schedule: ${z.prettifyError(parsed.error)}`,
  );
}
