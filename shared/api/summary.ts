import type { Store } from '../store/store.js';
import { readRecord } from '../study/codec.js';
import { runningLegsOf, type StudySummary, summaryOf } from '../study/document.js';
import { progressKey } from '../study/keys.js';
import type { StudyLog } from '../study/log.js';
import { type Progress, progressSchema } from '../study/records.js';
import type { Context } from './context.js';
import type { PendingRun } from './executions.js';

/** A study, how far its running legs are, and the run that was asked for since. */
export async function detailedSummary(
  { executions, clock }: Context,
  log: StudyLog,
): Promise<StudySummary & { pending?: PendingRun }> {
  const isAlive = await executions.isAlive(log);
  const pending = isAlive ? undefined : await executions.pendingNext(log);
  const summary = summaryOf(log.study, clock(), isAlive, await readProgress(log.store, log));
  return { ...summary, ...(pending && { pending }) };
}

/** The same for one of many studies: without what takes a request a leg. */
export async function briefSummary({ executions, clock }: Context, log: StudyLog): Promise<StudySummary> {
  const isAlive = await executions.isAlive(log);
  return summaryOf(log.study, clock(), isAlive);
}

/** Workers from outside write no progress. */
async function readProgress(store: Store, { study, name }: StudyLog): Promise<Map<number, Progress>> {
  const legs = runningLegsOf(study).filter(({ assigned }) => assigned.expires === undefined);
  const records = await Promise.all(
    legs.map(({ assigned }) => readRecord(store, progressSchema, progressKey(name, assigned.leg))),
  );
  return new Map(records.flatMap((record) => (record ? [[record.leg, record]] : [])));
}
