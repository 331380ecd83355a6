import { type StudySummary, summaryOf } from '../study/document.js';
import type { StudyLog } from '../study/log.js';
import { readProgress } from '../study/progress.js';
import type { Context } from './context.js';
import type { PendingRun } from './executions.js';

/** A study, how far its running legs are, and the run that was asked for since. */
export async function detailedSummary(
  { executions, clock }: Context,
  log: StudyLog,
): Promise<StudySummary & { pending?: PendingRun }> {
  const isAlive = await executions.isAlive(log);
  const pending = isAlive ? undefined : await executions.pendingNext(log);
  const summary = summaryOf(log.study, clock(), isAlive, await readProgress(log));
  return { ...summary, ...(pending && { pending }) };
}

/** The same for one of many studies: without what takes a request a leg. */
export async function briefSummary({ executions, clock }: Context, log: StudyLog): Promise<StudySummary> {
  const isAlive = await executions.isAlive(log);
  return summaryOf(log.study, clock(), isAlive);
}
