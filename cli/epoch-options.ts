import { Option } from 'commander';
import { defined } from '../shared/defined.js';
import { type OracleOptions, oracleOptionsSchema } from '../shared/oracles/options.js';
import type { EpochSettings } from '../shared/study/oracle-settings.js';
import { atLeast, whole } from './option-values.js';

/** Flags of how a study spends epochs. */
export interface EpochFlags {
  readonly sampler?: OracleOptions['sampler'];
  readonly minEpochs?: number;
  readonly factor?: number;
  readonly halving?: OracleOptions['halving'];
  readonly brackets?: number;
  readonly iterations?: number;
  readonly population?: number;
  readonly interval?: number;
  readonly perturb?: string[];
  readonly median?: boolean;
  readonly trialPatience?: number;
}

const samplers = oracleOptionsSchema.shape.sampler.unwrap().options;
const halvings = oracleOptionsSchema.shape.halving.unwrap().options;

/** Flags of oracles that spend epochs, and of trials that stop early. */
export const epochOptions = (): Option[] => [
  new Option('--sampler <name>', 'what suggests new trials of hyperband, asha or auto').choices(samplers),
  new Option('--min-epochs <n>', 'epochs of the lowest rung at the least').argParser(whole(1)),
  new Option('--factor <n>', 'of so many trials at a rung one goes on (default: 3)').argParser(atLeast(2)),
  new Option('--halving <how>', 'whether asha promotes trials that wait, or stops those that run').choices(halvings),
  new Option('--brackets <n>', 'brackets of asha (default: 1)').argParser(whole(1)),
  new Option('--iterations <n>', 'times that hyperband goes through its brackets (default: 1)').argParser(whole(1)),
  new Option('--population <n>', 'trials of pbt at a time (default: 8)').argParser(whole(2)),
  new Option('--interval <n>', 'epochs after which pbt looks at its population').argParser(whole(1)),
  new Option('--perturb <name>', 'a hyperparameter that pbt may change; repeatable (default: all floats)').argParser(
    (name: string, before: string[] = []) => [...before, name],
  ),
  new Option('--median', 'stop trials that are worse than the median of others at the same epoch'),
  new Option('--trial-patience <n>', 'stop a trial after so many epochs without a better score').argParser(whole(1)),
];

/** What the flags say of a study's oracle, and of trials that stop early. */
export function epochSettingsOf(flags: EpochFlags): EpochSettings {
  const earlyStopping = defined({ median: flags.median, patience: flags.trialPatience });
  return defined({ options: given(optionsOf(flags)), earlyStopping: given(earlyStopping) });
}

function optionsOf(flags: EpochFlags): OracleOptions {
  const { sampler, minEpochs, factor, halving, brackets, iterations, population, interval, perturb: perturbed } = flags;
  return defined({ sampler, minEpochs, factor, halving, brackets, iterations, population, interval, perturbed });
}

/** Undefined instead of nothing. */
function given<T extends object>(values: T): T | undefined {
  return Object.keys(values).length > 0 ? values : undefined;
}
