import type { Values } from '../../shared/space/parameter.js';
import type { Store } from '../../shared/store/store.js';
import { encodeRecord } from '../../shared/study/codec.js';
import { compactAtEnd } from '../../shared/study/compaction.js';
import { assignedKey, definitionKey, endKey, resultKey, runKey } from '../../shared/study/keys.js';
import { StudyLog } from '../../shared/study/log.js';
import type { Definition, Report } from '../../shared/study/records.js';
import { assigned, completed, run } from '../shared/study/records.js';

export const count = 10_000;

/** What a trial tried, and what it reported epoch by epoch. */
export interface Tried {
  readonly values: Values;
  readonly metrics: readonly Report['metrics'][];
}

/** Stores a study of 10,000 trials, a leg each, as eight slots leave it when it has ended. */
export async function putTrials(
  store: Store,
  definition: Definition,
  triedBy: (trial: number) => Tried,
): Promise<void> {
  const { study } = definition;
  const put = (key: string, record: object) => store.create(key, encodeRecord(record));
  await put(definitionKey(study), definition);
  await put(runKey(study, 1), run());
  for (let leg = 0; leg < count; leg++) {
    const { values, metrics } = triedBy(leg);
    const reports = metrics.map((each, index) => ({ epoch: index + 1, metrics: each }));
    await put(
      assignedKey(study, leg),
      assigned(leg, { values, toEpoch: reports.length, slot: leg % 8, at: 100 * leg }),
    );
    await put(resultKey(study, leg), completed(leg, 0, { reports, at: 100 * leg + 700 }));
  }
  await compactAtEnd(await StudyLog.open(store, study));
  await put(endKey(study, 1), { run: 1, status: 'completed', reason: 'enough', at: 100 * count });
}
