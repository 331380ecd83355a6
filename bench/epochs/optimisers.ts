import { earlyStoppingSchema } from '../../shared/oracles/early-stopping.js';
import { oracleOptionsSchema } from '../../shared/oracles/options.js';
import { oracleNames } from '../../shared/oracles/oracles.js';
import { kerasTuner, type Optimiser, optuna } from '../shared/optimiser.js';

const seeds = { quick: 3, full: 10 };

/** Hyperband may go through its brackets more often than any clock allows: it is to go on until that stops. */
const ours: readonly Optimiser[] = [
  { name: 'random', seeds },
  { name: 'hyperband', seeds, settings: { options: { iterations: 1000 } } },
  { name: 'asha', seeds },
  { name: 'auto', seeds },
];

export const optimisers: readonly Optimiser[] = [
  ...ours.filter(({ name }) => oracleNames.includes(name)),
  { name: 'optuna-tpe-hyperband', seeds, peer: optuna('tpe', 'hyperband') },
  { name: 'optuna-tpe-median', seeds, peer: optuna('tpe', 'median') },
  { name: 'keras-tuner-hyperband', seeds, peer: kerasTuner('hyperband') },
];

/**
 * An optimiser of the list, or any oracle, perhaps with its options and those of early stopping: `asha:sampler=tpe:brackets=2`,
 * `random:median=true`.
 *
 * @throws Error if there is none of that name, or no such option
 */
export function optimiserNamed(name: string): Optimiser {
  const [oracle = '', ...texts] = name.split(':');
  const known = optimisers.find((each) => each.name === oracle);
  if (known && texts.length === 0) return known;
  if (known?.peer || !oracleNames.includes(oracle)) {
    const all = new Set([...optimisers.map((each) => each.name), ...oracleNames]);
    throw new Error(`there is no optimiser '${name}', but ${[...all].join(', ')}`);
  }
  return { name, oracle, seeds, settings: settingsOf(name, texts.map(settingOf), known?.settings) };
}

function settingsOf(name: string, given: readonly (readonly [string, unknown])[], usual: Optimiser['settings']) {
  const isOption = ([key]: readonly [string, unknown]) => key in oracleOptionsSchema.shape;
  const options = oracleOptionsSchema.safeParse({ ...usual?.options, ...Object.fromEntries(given.filter(isOption)) });
  const others = given.filter((each) => !isOption(each));
  const earlyStopping = earlyStoppingSchema.safeParse(Object.fromEntries(others));
  const fault = [options, earlyStopping].find(({ success }) => !success)?.error?.issues[0];
  if (fault) throw new Error(`'${name}': ${[...fault.path, fault.message].join(': ')}`);
  return { options: options.data, ...(others.length > 0 && { earlyStopping: earlyStopping.data }) };
}

/** The value is JSON if it can be, else a text. */
function settingOf(text: string): readonly [string, unknown] {
  const [, key = text, value = ''] = /^(\w+)=(.*)$/.exec(text) ?? [];
  try {
    return [key, JSON.parse(value)];
  } catch {
    return [key, value];
  }
}
