import { compactAtEnd } from './compaction.js';
import { decide } from './decide.js';
import type { StudyLog } from './log.js';
import { removeObsolete } from './obsolete-checkpoints.js';
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
  /** Slots that left because they were told that there is nothing to do. */
  readonly left: number;
  /** Why nothing more may be handed out for now, though the study's own budget is not spent. */
  readonly held?: string | undefined;
}

export type Closed =
  | { readonly next: 'again'; readonly round: number }
  | { readonly next: 'end'; readonly status: RunEnd['status']; readonly reason: string };

/** A daily budget held the slots, and no longer does: it is another day, or other studies cost less than they might have. */
const leftReason = 'its slots were told to leave, `resume` goes on';

/**
 * Closes a round of slots: ends what they left behind as lost, and the run with its reason. Where something is left to do
 * (a slot died, or made room for a fresh one) the slots go on in another round, but only if this one ended a leg: nothing
 * can go round for ever. Repeating it changes nothing.
 */
export async function close(log: StudyLog, request: CloseRequest, clock: () => number): Promise<Closed> {
  const { run, round } = request;
  const again: Closed = { next: 'again', round };
  await log.refresh();
  if (log.study.legs.some(({ assigned }) => assigned.run === run && roundOf(assigned) > round)) return again;
  const known = log.runState(run).end;
  if (known) return { next: 'end', status: known.status, reason: known.reason };
  const isOrphan = (assigned: Assigned) => assigned.run < run || (assigned.run === run && roundOf(assigned) <= round);
  await endOrphans(log, isOrphan, clock());

  const state = log.runState(run);
  const decision = decide(log.study, state, clock());
  if (decision.kind === 'done') return end(log, request, decision.status, decision.reason, clock());
  if (state.stop) return end(log, request, 'stopped', 'it was asked to stop', clock());
  if (request.held !== undefined) return end(log, request, 'stopped', request.held, clock());
  if (log.study.endedLegs > request.ended) return again;
  if (request.left > 0 && request.faults.length === 0) return end(log, request, 'stopped', leftReason, clock());
  return end(log, request, 'failed', reasonOfFaults(request.faults), clock());
}

/** Different faults that a reason names, and characters of each: a state machine takes 256 KiB. */
const mostFaults = 5;
const longestFault = 500;

function reasonOfFaults(faults: readonly string[]): string {
  const different = [...new Set(faults.map((fault) => fault.slice(0, longestFault)))];
  const named = different.slice(0, mostFaults).join('; ') || 'no slot could go on';
  return different.length > mostFaults ? `${named}; and ${different.length - mostFaults} more` : named;
}

async function end(
  log: StudyLog,
  { run }: CloseRequest,
  status: RunEnd['status'],
  reason: string,
  at: number,
): Promise<Closed> {
  await compactAtEnd(log);
  await removeObsolete(log);
  const ended = await log.createEnd({ run, status, reason, at });
  return { next: 'end', status: ended.status, reason: ended.reason };
}

function roundOf({ ask }: Assigned): number {
  return Number(ask.split('/')[1]);
}
