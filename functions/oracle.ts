import * as z from 'zod';
import { StepladderError } from '../shared/errors.js';
import type { Store } from '../shared/store/store.js';
import { ask, type Hold } from '../shared/study/ask.js';
import { close } from '../shared/study/close.js';
import { DailyBudget } from '../shared/study/daily-budget.js';
import type { StudyLog } from '../shared/study/log.js';
import { StudyLogs } from '../shared/study/logs.js';
import { open, openSchema } from '../shared/study/open.js';
import { openScheduled, scheduledSchema } from '../shared/study/schedule.js';
import { tellCrash } from '../shared/study/tell.js';
import { crashOf, faultSchema } from './fault.js';

/** Asks of a slot in one round: some 11 events each, of the 25,000 that an execution's history may have. */
const turnsOfRound = 1000;
const longestWait = 20;

/** Characters of an assignment that its trial gets with its call, well below Step Functions' 256 KiB; or it reads the record. */
const mostInPayload = 32_000;

const openedSchema = z.object({
  study: z.string(),
  created: z.number(),
  run: z.number(),
  round: z.number(),
  ended: z.number(),
});

/** State of a slot's child execution, which the answer to each ask replaces. */
const slotSchema = z.object({
  study: z.string(),
  created: z.number(),
  trialFunction: z.string(),
  run: z.number(),
  round: z.number(),
  slot: z.number(),
  turn: z.number(),
  /** Asks in a row that were answered by `wait`. */
  waits: z.number().default(0),
  leg: z.number().optional(),
  fault: faultSchema.optional(),
});
type Slot = z.infer<typeof slotSchema>;

const openEventSchema = z.object({
  op: z.literal('open'),
  execution: z.string(),
  /** When the execution started: ISO 8601. */
  started: z.string(),
  state: z.object({
    request: z.union([
      scheduledSchema,
      openSchema.omit({ execution: true, description: true, round: true, mostSlots: true }),
    ]),
    described: z.object({ answer: openSchema.shape.description }).optional(),
    closed: z.object({ answer: z.object({ round: z.number().optional() }) }).optional(),
  }),
});

/** What became of a slot that had to give up, and of one that left as it was told. */
const gaveUpSchema = z.object({ fault: faultSchema });
const leftSchema = z.object({ fault: z.never().optional(), Error: z.never().optional() });

const eventSchema = z.discriminatedUnion('op', [
  openEventSchema,
  z.object({ op: z.literal('ask'), slot: slotSchema }),
  z.object({
    op: z.literal('close'),
    opened: openedSchema,
    /** What the slots' executions came to: one that broke itself may have left anything. */
    slots: z.array(z.unknown()),
  }),
]);

export interface OracleOptions {
  /** Milliseconds since 1970. @default Date.now */
  readonly clock?: () => number;
  /** Dollars that all studies together may cost a day. */
  readonly dailyDollars?: number | undefined;
  /** Slots that a study may have. */
  readonly mostSlots?: number | undefined;
}

/** The oracle function: opens studies, hands out legs, closes rounds. It decides nothing itself. */
export function oracleHandler(
  store: Store,
  { clock = Date.now, dailyDollars, mostSlots }: OracleOptions = {},
): (event: unknown) => Promise<object> {
  const logs = new StudyLogs(store);
  const daily = dailyDollars === undefined ? undefined : new DailyBudget(store, dailyDollars);
  const hold: Hold = async (log, now) => daily?.reasonToHold(log, now);
  return async (input) => {
    const event = parse(input);
    switch (event.op) {
      case 'open':
        return opened(store, event, mostSlots, clock);
      case 'ask': {
        const { study, created } = event.slot;
        return logs.use(study, created, (log) => answer(log, event.slot, hold, clock));
      }
      case 'close': {
        const { study, created, ...round } = event.opened;
        const faults = event.slots.flatMap(faultOf);
        const left = event.slots.filter((slot) => leftSchema.safeParse(slot).success).length;
        return logs.use(study, created, async (log) => {
          await log.refresh();
          const held = await hold(log, clock());
          return close(log, { ...round, faults, left, held }, clock);
        });
      }
    }
  };
}

async function opened(
  store: Store,
  { execution, started, state: { request, described, closed } }: z.infer<typeof openEventSchema>,
  mostSlots: number | undefined,
  clock: () => number,
): Promise<object> {
  const asked = 'template' in request ? await openScheduled(store, request, execution, Date.parse(started)) : request;
  if ('next' in asked) return asked;
  const { answer: description } = described ?? {};
  return open(store, { ...asked, execution, description, mostSlots, round: closed?.answer.round }, clock);
}

/** What a slot said that had to give up: no message is left of some, but a name. */
function faultOf(slot: unknown): string[] {
  const gaveUp = gaveUpSchema.safeParse(slot);
  if (!gaveUp.success) return [];
  const { code, message } = crashOf(gaveUp.data.fault);
  return [message || code];
}

/** Tells how the slot's last leg broke, if it did, and asks for the next. */
async function answer(log: StudyLog, { fault, leg, ...slot }: Slot, hold: Hold, clock: () => number): Promise<object> {
  if (fault && leg !== undefined) await tellCrash(log, leg, crashOf(fault), clock());
  if (slot.turn >= turnsOfRound) return { ...slot, next: 'done' };
  const given = await ask(log, slot, clock, hold);
  const assigned =
    given.next === 'train' && JSON.stringify(given.assigned).length <= mostInPayload ? given.assigned : null;
  const waits = given.next === 'wait' ? slot.waits + 1 : 0;
  return {
    ...slot,
    ...given,
    assigned,
    turn: slot.turn + 1,
    waits,
    seconds: Math.min(2 ** Math.max(0, waits - 1), longestWait),
  };
}

function parse(input: unknown): z.infer<typeof eventSchema> {
  const parsed = eventSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new StepladderError('InvalidRequest', `The oracle cannot read the request: ${z.prettifyError(parsed.error)}`);
}
