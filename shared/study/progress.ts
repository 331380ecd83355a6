import { readRecord } from './codec.js';
import { runningLegsOf } from './document.js';
import { inParallel } from './in-parallel.js';
import { progressKey } from './keys.js';
import type { StudyLog } from './log.js';
import { type Progress, progressSchema } from './records.js';

/** How far the running legs of a study are, by leg, as far as it is known. Workers from outside write no progress. */
export async function readProgress({ store, study, name }: StudyLog): Promise<Map<number, Progress>> {
  const legs = runningLegsOf(study).filter(({ assigned }) => assigned.expires === undefined);
  const records = await inParallel(legs, ({ assigned }) =>
    readRecord(store, progressSchema, progressKey(name, assigned.leg)),
  );
  return new Map(records.flatMap((record) => (record ? [[record.leg, record]] : [])));
}
