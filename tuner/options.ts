import { defined } from '../shared/defined.js';
import { StepladderError } from '../shared/errors.js';
import type { Oracle } from '../shared/oracles/oracle.js';
import { type Settings, settingsSchema } from '../shared/study/records.js';

/**
 * Where a tuner's study is kept, and what overrides the tuning's own settings (see `defineTuning`): `budget`, `epochs`, `seed`,
 * `options` of the oracle, `earlyStopping`, `executionsPerTrial`, `retries`, `maxConsecutiveFailures`, `enqueue`, `tags`, `slots`, and on
 * this machine `timeout` and `memory`.
 */
export interface TunerOptions extends Partial<Omit<Settings, 'oracle' | 'allowNewEntries' | 'tuneNewEntries'>> {
  /** Name of the study (Keras Tuner's `project_name`). A study of that name is gone on with. @default 'untitled' */
  study?: string;
  /** Directory that keeps the studies (Keras Tuner's `directory`). @default the environment's `STEPLADDER_STORE`, or '.stepladder' */
  store?: string;
  /**
   * URL of a deployment, which runs the study instead of this machine; for tunings that are modules. @default the environment's
   * `STEPLADDER_CLOUD`, unless `store` is given; otherwise this machine
   */
  cloud?: string;
  /** Deletes a study of that name first. @default false */
  overwrite?: boolean;
  /**
   * What suggests hyperparameters: a name, the path of a module of your own, or an oracle of this program, where the tuning is
   * of this program too. @default the tuning's, or 'auto'
   */
  oracle?: string | Oracle;
}

const ofStudies = Object.keys(settingsSchema.omit({ oracle: true, allowNewEntries: true, tuneNewEntries: true }).shape);

/**
 * What overrides the settings of the tuning, of a tuner's options. What is undefined is not given.
 *
 * @throws InvalidDefinition for an option that there is not
 */
export function settingsOf({ study, store, cloud, overwrite, oracle, ...settings }: TunerOptions): Partial<Settings> {
  const given = defined(settings);
  const unknown = Object.keys(given).find((name) => !ofStudies.includes(name));
  if (unknown === undefined) return given;
  const message = `A tuner has no option '${unknown}'. Of studies it has ${ofStudies.join(', ')}`;
  throw new StepladderError('InvalidDefinition', message);
}
