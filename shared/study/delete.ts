import type { Store } from '../store/store.js';
import { definitionKey, studyFolder } from './keys.js';

/** Objects deleted at once. */
const parallel = 48;

/**
 * Deletes a study: everything of it, the definition last, so that a deletion that broke off can be repeated. Nobody may
 * run the study.
 */
export async function deleteStudy(store: Store, study: string): Promise<void> {
  const definition = definitionKey(study);
  const keys = (await store.list(studyFolder(study))).filter((key) => key !== definition);
  for (let from = 0; from < keys.length; from += parallel) {
    await Promise.all(keys.slice(from, from + parallel).map((key) => store.remove(key)));
  }
  await store.remove(definition);
}
