import type { Store } from '../store/store.js';
import { inParallel } from './in-parallel.js';
import { checkpointsFolder, definitionKey, progressFolder, studyFolder } from './keys.js';

/**
 * Deletes a study: everything of it, the definition last, so that a deletion that broke off can be repeated. Nobody may
 * run the study.
 */
export async function deleteStudy(store: Store, study: string): Promise<void> {
  const definition = definitionKey(study);
  for (const folder of [progressFolder(study), checkpointsFolder(study), studyFolder(study)]) {
    const keys = (await store.list(folder)).filter((key) => key !== definition);
    await inParallel(keys, (key) => store.remove(key));
  }
  await store.remove(definition);
}
