import { z } from 'zod';
import { StepladderError } from '../shared/errors.js';
import type { Store } from '../shared/store/store.js';
import { ask } from '../shared/study/ask.js';
import { close } from '../shared/study/close.js';
import { StudyLogs } from '../shared/study/logs.js';
import { open, openSchema } from '../shared/study/open.js';
import { tellCrash } from '../shared/study/tell.js';
import { crashOf, faultSchema } from './fault.js';

/** Asks of a slot in one round: some 11 events each, of the 25,000 that an execution's history may have. */
const turnsOfRound = 1000;
const longestWait = 20;

const roundSchema = z.object({ run: z.number(), round: z.number(), ended: z.number() });

/** State of a slot's child execution, which the answer to each ask replaces. */
const slotSchema = z.object({
  study: z.string(),
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

const eventSchema = z.discriminatedUnion('op', [
  z.object({
    op: z.literal('open'),
    execution: z.string(),
    state: z.object({
      request: openSchema.omit({ execution: true, description: true, round: true }),
      described: z.object({ answer: openSchema.shape.description }).optional(),
      closed: z.object({ answer: z.object({ round: z.number().optional() }) }).optional(),
    }),
  }),
  z.object({ op: z.literal('ask'), slot: slotSchema }),
  z.object({
    op: z.literal('close'),
    study: z.string(),
    opened: roundSchema,
    slots: z.array(z.object({ fault: faultSchema.optional() })),
  }),
]);

/** The oracle function: opens studies, hands out legs, closes rounds. It decides nothing itself. */
export function oracleHandler(store: Store, clock: () => number = Date.now): (event: unknown) => Promise<object> {
  const logs = new StudyLogs(store);
  return async (input) => {
    const event = parse(input);
    switch (event.op) {
      case 'open': {
        const { request, described, closed } = event.state;
        const { execution } = event;
        return open(
          store,
          { ...request, execution, description: described?.answer, round: closed?.answer.round },
          clock,
        );
      }
      case 'ask':
        return answer(logs, event.slot, clock);
      case 'close': {
        const { run, round, ended } = event.opened;
        const faults = event.slots.flatMap(({ fault }) => (fault ? [crashOf(fault).message] : []));
        return logs.use(event.study, run, (log) => close(log, { run, round, ended, faults }, clock));
      }
    }
  };
}

/** Tells how the slot's last leg broke, if it did, and asks for the next. */
async function answer(logs: StudyLogs, { fault, leg, ...slot }: z.infer<typeof slotSchema>, clock: () => number) {
  return logs.use(slot.study, slot.run, async (log) => {
    if (fault && leg !== undefined) await tellCrash(log, leg, crashOf(fault), clock());
    if (slot.turn >= turnsOfRound) return { ...slot, next: 'done' };
    const given = await ask(log, slot, clock);
    const waits = given.next === 'wait' ? slot.waits + 1 : 0;
    return {
      ...slot,
      ...given,
      turn: slot.turn + 1,
      waits,
      seconds: Math.min(2 ** Math.max(0, waits - 1), longestWait),
    };
  });
}

function parse(input: unknown): z.infer<typeof eventSchema> {
  const parsed = eventSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new StepladderError('InvalidRequest', `The oracle cannot read the request: ${z.prettifyError(parsed.error)}`);
}
