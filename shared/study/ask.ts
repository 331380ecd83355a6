import { spentBy } from './budget.js';
import { decide, decideInitial } from './decide.js';
import { askKey } from './keys.js';
import type { StudyLog } from './log.js';
import type { Assigned, Run } from './records.js';

/** Who asks. */
export interface Ask {
  readonly run: number;
  /** Times that the run's slots were opened, from 1. */
  readonly round: number;
  readonly slot: number;
  /** Asks of this slot in this round so far. */
  readonly turn: number;
}

export type Answer =
  | { readonly next: 'train'; readonly leg: number }
  | { readonly next: 'wait' }
  | { readonly next: 'done'; readonly reason: string };

/**
 * Hands a slot its next leg: reads the log, decides, and creates the leg's record under the lowest free number. If another
 * asker was first, it reads on and decides again; so every decision knows all before it. A repeated ask finds the leg that
 * it was given. All asks of one log must come one after another (`StudyLogs` sees to it).
 */
export async function ask(log: StudyLog, request: Ask, clock: () => number): Promise<Answer> {
  const { study } = log;
  const state = log.runState(request.run);
  const key = askKey(request.run, request.round, request.slot, request.turn);
  for (;;) {
    await log.refresh();
    const given = study.legOfAsk(key);
    if (given !== undefined) return { next: 'train', leg: given };
    const end = await log.readEnd(request.run);
    if (end) return { next: 'done', reason: end.reason };
    if (await log.readStop(request.run)) return { next: 'done', reason: 'the study was stopped' };
    const now = clock();
    const initial = isFirst(request) && !study.leg(request.slot);
    const leg = initial ? request.slot : study.nextLeg;
    const decision = initial ? decideInitial(study, state, now, leg) : decide(study, state, now);
    if (decision.kind === 'wait') return { next: 'wait' };
    if (decision.kind === 'done') return { next: 'done', reason: decision.reason };
    const { run, slot } = request;
    const until = endOfSeconds(log, state.run, now);
    const assigned: Assigned = { leg, ...decision.next, ask: key, run, slot, ...(until && { until }), at: now };
    if (await log.createAssigned(assigned)) return { next: 'train', leg };
  }
}

/** In a study's very first round, slot k begins with leg k. */
function isFirst({ run, round, turn }: Ask): boolean {
  return run === 1 && round === 1 && turn === 0;
}

function endOfSeconds({ study }: StudyLog, { budget }: Run, now: number): number | undefined {
  return budget.seconds && now + (budget.seconds - spentBy(study, now).seconds) * 1000;
}
