import { lostCodes } from './faults.js';
import type { StudyLog } from './log.js';
import type { Assigned, Result } from './records.js';

/** What a state machine knows of a trial function that broke: an error's name and message. */
export interface Crash {
  readonly code: string;
  readonly message: string;
  /** The last lines that were printed before, where somebody kept them. */
  readonly log?: string | undefined;
}

/**
 * Ends a leg whose trainer broke before it could say how the leg went. A leg that has ended stays as it ended.
 *
 * @param crash after `Interrupted` the leg is paused, after a fault of the platform lost: the trial is not to blame.
 */
export async function tellCrash(log: StudyLog, leg: number, crash: Crash, now: number): Promise<void> {
  await log.refresh();
  const begun = log.study.leg(leg)?.assigned.at ?? now;
  await log.createResult({
    leg,
    status: statusAfter(crash),
    reports: [],
    seconds: Math.max(0, now - begun) / 1000,
    failure: { code: crash.code, message: crash.message },
    ...(crash.log !== undefined && { log: crash.log }),
    at: now,
  });
}

/** Who stops a run has paused its legs, at the epochs they began from. */
function statusAfter({ code }: Crash): Result['status'] {
  if (code === 'Interrupted') return 'paused';
  return lostCodes.has(code) ? 'lost' : 'failed';
}

/**
 * Ends the legs without a result whose trainer is known to be gone: the state machine's where `isOrphan` says so, those of
 * workers from outside when their time is over.
 */
export async function endOrphans(log: StudyLog, isOrphan: (assigned: Assigned) => boolean, now: number): Promise<void> {
  await log.refresh();
  const isGone = (assigned: Assigned) => (assigned.expires === undefined ? isOrphan(assigned) : assigned.expires < now);
  const orphans = log.study.legs.filter(({ assigned, result }) => !result && isGone(assigned));
  for (const { assigned } of orphans) {
    const failure = { code: 'Interrupted', message: 'the process or machine that trained it is gone' };
    await log.createResult({ leg: assigned.leg, status: 'lost', reports: [], seconds: 0, failure, at: now });
  }
}
