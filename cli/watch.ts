import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '../shared/store/store.js';
import { readRecord } from '../shared/study/codec.js';
import { progressKey } from '../shared/study/keys.js';
import { StudyLog } from '../shared/study/log.js';
import { type Progress, progressSchema } from '../shared/study/records.js';
import type { Study } from '../shared/study/study.js';

/** What is seen of a study at a moment. */
export interface View {
  readonly study: Study;
  /** How far running legs are, by leg. */
  readonly progress: ReadonlyMap<number, Progress>;
}

const interval = 250;

/**
 * Shows a study's records as they appear, until `ended` settles and once more after it.
 *
 * @param withProgress whether to read how far running legs are.
 */
export async function watchStudy(
  store: Store,
  name: string,
  ended: Promise<unknown>,
  withProgress: boolean,
  show: (view: View) => void,
): Promise<void> {
  let over = false;
  const end = ended.then(
    () => undefined,
    () => undefined,
  );
  void end.then(() => {
    over = true;
  });
  let log: StudyLog | undefined;
  while (true) {
    const last = over;
    log ??= await StudyLog.find(store, name);
    await log?.refresh();
    if (log) show({ study: log.study, progress: withProgress ? await readProgress(log) : new Map() });
    if (last) return;
    await Promise.race([sleep(interval), end]);
  }
}

async function readProgress({ store, study, name }: StudyLog): Promise<Map<number, Progress>> {
  const running = study.legs.filter(({ result }) => !result).map(({ assigned }) => assigned.leg);
  const records = await Promise.all(running.map((leg) => readRecord(store, progressSchema, progressKey(name, leg))));
  return new Map(records.flatMap((record) => (record ? [[record.leg, record]] : [])));
}
