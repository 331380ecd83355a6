import { formatTable } from '../../shared/display/format.js';
import { StepladderError } from '../../shared/errors.js';
import { checkScheduleName } from '../../shared/study/schedule.js';
import type { ScheduleDocument, Schedules } from '../cloud/schedules.js';
import { printJson } from '../display/screen.js';
import type { BudgetFlags, CloudFlags, DefinitionFlags } from '../options.js';

interface CreateFlags extends CloudFlags, BudgetFlags, DefinitionFlags {
  readonly cron?: string;
  readonly every?: string;
  readonly timeZone: string;
  readonly overlap: 'skip' | 'allow';
}

/** `stepladder schedule create <schedule> <tuning>`: starts studies of a tuning by the clock. */
export async function createScheduleCommand(name: string, tuning: string, flags: CreateFlags): Promise<number> {
  checkScheduleName(name);
  const { timeZone, overlap, json } = flags;
  const expression = expressionOf(flags);
  const schedules = await schedulesOf(flags);
  const { chosenOf } = await import('../cloud/settings.js');
  const created = await schedules.create({ schedule: name, expression, timeZone, overlap, ...chosenOf(tuning, flags) });
  if (json) printJson(created);
  else
    process.stdout.write(`Schedule '${name}' starts studies named ${name}-<date>-<time>: ${expression}, ${timeZone}\n`);
  return 0;
}

/** `stepladder schedule list` */
export async function listSchedulesCommand(flags: CloudFlags): Promise<number> {
  const listed = await (await schedulesOf(flags)).list();
  if (flags.json) printJson(listed);
  else if (listed.length === 0) process.stdout.write('There are no schedules\n');
  else process.stdout.write(`${tableOf(listed)}\n`);
  return 0;
}

/** `stepladder schedule pause <schedule>` */
export function pauseScheduleCommand(name: string, flags: CloudFlags): Promise<number> {
  return change(name, 'pause', flags);
}

/** `stepladder schedule resume <schedule>` */
export function resumeScheduleCommand(name: string, flags: CloudFlags): Promise<number> {
  return change(name, 'resume', flags);
}

/** `stepladder schedule delete <schedule>`: the studies that it has started stay. */
export async function deleteScheduleCommand(name: string, flags: CloudFlags): Promise<number> {
  await (await schedulesOf(flags)).delete(name);
  process.stdout.write(`Schedule '${name}' is deleted\n`);
  return 0;
}

async function change(name: string, action: 'pause' | 'resume', flags: CloudFlags): Promise<number> {
  const { state } = await (await schedulesOf(flags)).change(name, action);
  process.stdout.write(`Schedule '${name}' is ${state}\n`);
  return 0;
}

async function schedulesOf({ cloud }: CloudFlags): Promise<Schedules> {
  if (cloud === undefined) {
    throw new StepladderError('InvalidRequest', 'Only a deployment has schedules: give --cloud');
  }
  const [{ connect }, { Schedules }] = await Promise.all([
    import('../../shared/cloud/connect.js'),
    import('../cloud/schedules.js'),
  ]);
  return new Schedules(connect(cloud));
}

/** `cron(0 2 * * ? *)` or `rate(2 hours)`: AWS wants the singular for one. */
function expressionOf({ cron, every }: CreateFlags): string {
  if ((cron === undefined) === (every === undefined)) {
    throw new StepladderError('InvalidRequest', "Give --every, such as '1 day', or --cron, such as '0 2 * * ? *'");
  }
  if (cron !== undefined) return `cron(${cron})`;
  const [, count, unit] = /^([1-9]\d{0,4}) *(minute|hour|day)s?$/.exec(every ?? '') ?? [];
  if (count !== undefined) return `rate(${count} ${unit}${count === '1' ? '' : 's'})`;
  const message = `--every needs a number of minutes, hours or days, such as '12 hours', not ${JSON.stringify(every)}`;
  throw new StepladderError('InvalidRequest', message);
}

function tableOf(listed: readonly ScheduleDocument[]): string {
  const rows = listed.map(({ schedule, state, expression, timeZone, overlap, tuning }) => [
    ...[schedule, state, expression, timeZone, overlap],
    tuning ?? '(gone)',
  ]);
  return formatTable(['schedule', 'state', 'when', 'time zone', 'overlap', 'tuning'], rows);
}
