import type { Store } from '../store/store.js';
import { checkpointsFolder, definitionKey, progressFolder, studyFolder } from './keys.js';

/** Objects deleted at once. */
const parallel = 48;

/**
 * Deletes a study: everything of it, the definition last, so that a deletion that broke off can be repeated. Nobody may
 * run the study.
 */
export async function deleteStudy(store: Store, study: string): Promise<void> {
  const definition = definitionKey(study);
  for (const folder of [progressFolder(study), checkpointsFolder(study), studyFolder(study)]) {
    const keys = (await store.list(folder)).filter((key) => key !== definition);
    for (let from = 0; from < keys.length; from += parallel) {
      await Promise.all(keys.slice(from, from + parallel).map((key) => store.remove(key)));
    }
  }
  await store.remove(definition);
}
