import { StepladderError } from '../errors.js';
import { importModule } from '../module-file.js';
import { faultOf, type Tuning } from './tuning.js';

/**
 * Loads a tuning module.
 *
 * @param file path of something that Node.js can import.
 * @throws TuningUnreadable if it cannot be imported, InvalidTuning if its default export is no tuning.
 */
export async function loadTuning(file: string): Promise<Tuning> {
  return checkedTuning(await importModule('tuning', file), file);
}

/** @throws InvalidTuning if it is no tuning. */
export function checkedTuning(tuning: unknown, from: string): Tuning {
  const fault = tuning === undefined ? 'has no default export' : faultOf(tuning);
  if (fault === undefined) return tuning as Tuning;
  throw new StepladderError('InvalidTuning', `The tuning of ${from} ${fault}`);
}
