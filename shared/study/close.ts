import { decide } from './decide.js';
import type { StudyLog } from './log.js';
import type { Assigned, RunEnd } from './records.js';
import { endOrphans } from './tell.js';

/** A round of slots that has come to its end. */
export interface CloseRequest {
  readonly run: number;
  /** Times that the run's slots were opened. */
  readonly round: number;
  /** Legs that had ended when the round began. */
  readonly ended: number;
  /** What slots said that had to give up. */
  readonly faults: readonly string[];
}

export type Closed =
  | { readonly next: 'again'; readonly round: number }
  | { readonly next: 'end'; readonly status: RunEnd['status']; readonly reason: string };

/**
 * Closes a round of slots: ends what they left behind as lost, and the run with its reason. Where something is left to do
 * (a slot died, or made room for a fresh one) the slots go on in another round, but only if this one ended a leg: nothing
 * can go round for ever. Repeating it changes nothing.
 */
export async function close(log: StudyLog, request: CloseRequest, clock: () => number): Promise<Closed> {
  const { run, round } = request;
  const state = log.runState(run);
  const again: Closed = { next: 'again', round };
  await log.refresh();
  if (log.study.legs.some(({ assigned }) => assigned.run === run && roundOf(assigned) > round)) return again;
  const known = await log.readEnd(run);
  if (known) return { next: 'end', status: known.status, reason: known.reason };
  const isOrphan = (assigned: Assigned) => assigned.run < run || (assigned.run === run && roundOf(assigned) <= round);
  await endOrphans(log, isOrphan, clock());

  const decision = decide(log.study, state, clock());
  if (decision.kind === 'done') return end(log, request, decision.status, decision.reason, clock());
  if (await log.readStop(run)) return end(log, request, 'stopped', 'it was asked to stop', clock());
  if (log.study.endedLegs > request.ended) return again;
  const said = request.faults.length > 0 ? request.faults.join('; ') : 'no slot could go on';
  return end(log, request, 'failed', said, clock());
}

async function end(
  log: StudyLog,
  { run }: CloseRequest,
  status: RunEnd['status'],
  reason: string,
  at: number,
): Promise<Closed> {
  const ended = await log.createEnd({ run, status, reason, at });
  return { next: 'end', status: ended.status, reason: ended.reason };
}

function roundOf({ ask }: Assigned): number {
  return Number(ask.split('/')[1]);
}
