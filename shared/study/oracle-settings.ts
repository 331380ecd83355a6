import { StepladderError } from '../errors.js';
import type { EarlyStopping } from '../oracles/early-stopping.js';
import type { OracleOptions } from '../oracles/options.js';
import type { Oracle } from '../oracles/oracle.js';
import type { Space } from '../space/space.js';
import type { Settings } from './records.js';

/** What a tuning, or who starts a study, says of how epochs are spent. */
export interface EpochSettings {
  readonly epochs?: number | undefined;
  readonly options?: OracleOptions | undefined;
  readonly earlyStopping?: EarlyStopping | undefined;
}

/**
 * The options of a study's oracle, and its early stopping: what who starts it gives, over what the tuning says. Options of
 * the tuning that another oracle has are left out, since they were meant for that one.
 *
 * @throws InvalidDefinition for a given option that the oracle has not, for rungs above the last epoch, and for an oracle that
 *   spends epochs where there is one alone.
 */
export function oracleSettingsOf(
  oracle: Oracle,
  tuning: EpochSettings,
  start: EpochSettings,
): Pick<Settings, 'options' | 'earlyStopping'> {
  const { name, options: has = [] } = oracle;
  const foreign = namesOf(start.options).find((option) => !has.includes(option));
  if (foreign !== undefined) {
    const those = has.length > 0 ? `It has: ${has.join(', ')}` : 'It has none';
    throw invalid(`The oracle '${name}' has no option '${foreign}'. ${those}`);
  }
  const own = Object.fromEntries(
    Object.entries(tuning.options ?? {}).filter(([option]) => has.includes(option as never)),
  );
  const options: OracleOptions = { ...own, ...start.options };
  const epochs = start.epochs ?? tuning.epochs ?? 1;
  if (has.length > 0 && name !== 'auto' && epochs === 1) {
    throw invalid(`The oracle '${name}' decides between epochs, but trials train one: set epochs`);
  }
  const { minEpochs = 1 } = options;
  if (minEpochs > epochs) throw invalid(`The lowest rung is at ${minEpochs} epochs, but trials train ${epochs}`);
  const earlyStopping = { ...tuning.earlyStopping, ...start.earlyStopping };
  return {
    ...(namesOf(options).length > 0 && { options }),
    ...(Object.keys(earlyStopping).length > 0 && { earlyStopping }),
  };
}

/** @throws InvalidDefinition if `perturbed` names what the search space has not, as far as it is known. */
export function checkPerturbed({ parameters }: Space, { perturbed = [] }: OracleOptions = {}): void {
  const names = new Set(parameters.map(({ name }) => name));
  const unknown = perturbed.find((name) => !names.has(name));
  if (unknown === undefined || parameters.length === 0) return;
  throw invalid(
    `pbt is to change '${unknown}', which the search space does not have. It has: ${[...names].join(', ')}`,
  );
}

function namesOf(options: OracleOptions = {}): (keyof OracleOptions)[] {
  return Object.keys(options) as (keyof OracleOptions)[];
}

function invalid(message: string): StepladderError {
  return new StepladderError('InvalidDefinition', message);
}
