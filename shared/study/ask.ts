import { spentBy } from './budget.js';
import { compactIfDue } from './compaction.js';
import { decide, decideInitial } from './decide.js';
import { askKey } from './keys.js';
import type { StudyLog } from './log.js';
import { removeObsoleteIfDue } from './obsolete-checkpoints.js';
import type { Assigned, Run } from './records.js';
import type { Study } from './study.js';
import { endOrphans } from './tell.js';
import type { Leg } from './trial.js';

/** Who asks. */
export interface Ask {
  readonly run: number;
  /** Times that the run's slots were opened, from 1; 0 for a worker from outside of the state machine. */
  readonly round: number;
  readonly slot: number;
  /** Asks of this slot in this round so far. */
  readonly turn: number;
  /** Of a worker from outside: seconds after which its leg counts as lost. */
  readonly lease?: number | undefined;
}

export type Answer =
  | { readonly next: 'train'; readonly leg: number; readonly assigned: Assigned }
  | { readonly next: 'wait' }
  | { readonly next: 'done'; readonly reason: string };

/** Why no leg may be handed out for now, though the study's own budget is not spent; undefined if one may. */
export type Hold = (log: StudyLog, now: number) => Promise<string | undefined>;

/**
 * Hands a slot its next leg: reads the log, decides, and creates the leg's record under the lowest free number. If another
 * asker was first, it reads on and decides again; so every decision knows all before it. A repeated ask finds the leg that
 * it was given. All asks of one log must come one after another (`StudyLogs` sees to it).
 */
export async function ask(log: StudyLog, request: Ask, clock: () => number, hold?: Hold): Promise<Answer> {
  await log.refresh();
  return askOfFresh(log, request, clock, hold);
}

/** The same, of a log that was refreshed just now. */
export async function askOfFresh(log: StudyLog, request: Ask, clock: () => number, hold?: Hold): Promise<Answer> {
  const { study } = log;
  const key = askKey(request.run, request.round, request.slot, request.turn);
  for (;;) {
    const given = study.legOfAsk(key);
    if (given !== undefined) return { next: 'train', leg: given, assigned: assignedOf(study, given) };
    const state = log.runState(request.run);
    if (state.end) return { next: 'done', reason: state.end.reason };
    if (state.stop) return { next: 'done', reason: 'the study was stopped' };
    const now = clock();
    if (isLate(log, now)) {
      await endOrphans(log, () => false, now);
      // The log was read on: another delivery of this ask may have its leg by now.
      await log.refresh();
      continue;
    }
    await compactIfDue(log);
    await removeObsoleteIfDue(log);
    const initial = isFirst(request) && !study.leg(request.slot);
    const leg = initial ? request.slot : study.nextLeg;
    const decision = initial ? decideInitial(study, state, now, leg) : decide(study, state, now);
    if (decision.kind === 'wait') return { next: 'wait' };
    if (decision.kind === 'done') return { next: 'done', reason: decision.reason };
    const held = await hold?.(log, now);
    if (held !== undefined) return { next: 'done', reason: held };
    const { run, slot, lease } = request;
    const until = endOfSeconds(log, state.run, now);
    const assigned: Assigned = {
      leg,
      ...decision.next,
      ask: key,
      run,
      slot,
      ...(lease && { expires: now + lease * 1000 }),
      ...(until && { until }),
      at: now,
    };
    if (await log.createAssigned(assigned)) return { next: 'train', leg, assigned };
    await log.refresh();
  }
}

function assignedOf(study: Study, leg: number): Assigned {
  return (study.leg(leg) as Leg).assigned;
}

/** In a study's very first round, slot k begins with leg k. */
function isFirst({ run, round, turn }: Ask): boolean {
  return run === 1 && round === 1 && turn === 0;
}

/** Whether a worker from outside has had a leg for longer than it said it would take. */
function isLate({ study }: StudyLog, now: number): boolean {
  return study.trials.some(({ status, legs }) => status === 'running' && (legs.at(-1)?.assigned.expires ?? now) < now);
}

function endOfSeconds({ study }: StudyLog, { budget }: Run, now: number): number | undefined {
  return budget.seconds && now + (budget.seconds - spentBy(study, now).seconds) * 1000;
}
