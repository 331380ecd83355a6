import { relative } from 'node:path';
import type { OfferedTuning } from '../../shared/api/ports.js';
import { StepladderError } from '../../shared/errors.js';
import { findModule, moduleNameOf } from '../../shared/module-file.js';

/**
 * The tunings of modules, by their names.
 *
 * @param modules files or folders, as `stepladder run` takes them.
 * @param root directory of the store.
 * @throws TuningUnreadable if there is no such module; InvalidRequest if two have one name
 */
export function localTunings(modules: readonly string[], root: string): Record<string, OfferedTuning> {
  const tunings: Record<string, OfferedTuning> = {};
  for (const module of modules) {
    const file = findModule('tuning', module);
    const name = moduleNameOf(file);
    const trialFunction = relative(root, file);
    if ((tunings[name]?.trialFunction ?? trialFunction) !== trialFunction) {
      throw new StepladderError('InvalidRequest', `Two of the modules are called '${name}': give one of them`);
    }
    tunings[name] = { trialFunction };
  }
  return tunings;
}
