import type { ImportanceMethod, Importances } from '../../shared/importance/importance.js';
import { get, Refusal } from './request.js';

/** Importances, or why there are none. */
export type ToldImportances = Importances | { readonly untold: string };

/** What a study's trials and hyperparameters must be like for importances; it may be so later. */
const untellable: ReadonlySet<string> = new Set(['TooFewTrials', 'NoHyperparameters', 'InvalidRequest']);

/**
 * How important hyperparameters are, as the API works it out.
 *
 * @param metric undefined is the objective.
 * @throws Refusal
 */
export async function readImportances(
  study: string,
  method: ImportanceMethod,
  metric: string | undefined,
): Promise<ToldImportances> {
  try {
    return await get<Importances>(`/studies/${study}/importance`, { method, metric });
  } catch (error) {
    if (error instanceof Refusal && untellable.has(error.code)) return { untold: error.message };
    throw error;
  }
}
