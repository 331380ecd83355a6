import type * as tf from '@tensorflow/tfjs';
import { StepladderError } from '../shared/errors.js';
import { inTurn } from '../shared/local/in-turn.js';
import type { Oracle } from '../shared/oracles/oracle.js';
import { registerOracle } from '../shared/oracles/oracles.js';
import { HyperParameters } from '../shared/space/hyperparameters.js';
import { type TrialDocument, trialDocument } from '../shared/study/document.js';
import { leaderboardOf } from '../shared/study/leaderboard.js';
import { StudyLog } from '../shared/study/log.js';
import type { Metrics } from '../shared/study/records.js';
import type { Study } from '../shared/study/study.js';
import type { Trial } from '../shared/study/trial.js';
import { settingsOf, type TunerOptions } from './options.js';
import type { Tuned, TunerPlace } from './place.js';
import { resultsText, spaceText } from './summaries.js';
import { type TrialEvent, TrialEvents } from './trial-events.js';

/**
 * Searches hyperparameters from a program (Keras Tuner's `BaseTuner`): on this machine, or in a deployment. A search is a
 * study; searching again under its name goes on with it, also after the program has ended.
 *
 * Subclass it, or rather `Tuner`, for hooks: `onSearchBegin`, `onTrialBegin`, `onEpochEnd`, `onTrialEnd`, `onSearchEnd`. They run in this
 * program, wherever trials are trained. What has to happen between batches is a callback of the tuning.
 *
 * @typeParam A the arguments of `search`
 */
export abstract class BaseTuner<A extends unknown[]> {
  /** Name of the study. */
  readonly study: string;
  readonly #options: TunerOptions;
  #place: Promise<TunerPlace> | undefined;
  #replaces: boolean;

  /** @throws InvalidOracle if the oracle that is given is none */
  constructor(options: TunerOptions) {
    this.#options = options;
    this.study = options.study ?? 'untitled';
    this.#replaces = options.overwrite === true;
    if (typeof options.oracle === 'object') registerOracle(options.oracle, 'the program');
  }

  /** What a search with these arguments tunes. */
  protected abstract tunedBy(...args: A): Tuned | Promise<Tuned>;

  /** Called before the first trial of a search begins. */
  onSearchBegin(): void | Promise<void> {}

  /** Called when a trial has begun. */
  onTrialBegin(_trial: TrialDocument): void | Promise<void> {}

  /** Called when an epoch of a trial is known: of a leg that is short, only once it has ended. @param _epoch counted from 1 */
  onEpochEnd(_trial: TrialDocument, _epoch: number, _metrics: Metrics): void | Promise<void> {}

  /** Called when a trial has trained as far as it was told to, again where an oracle went on with it, or has failed for good. */
  onTrialEnd(_trial: TrialDocument): void | Promise<void> {}

  /** Called when a search has ended, unless it failed. */
  onSearchEnd(): void | Promise<void> {}

  /**
   * Searches until the budget is spent, or without one 10 trials have begun. With `overwrite`, the first search deletes a study of the
   * name, once it is known what is tuned.
   *
   * @throws StudyFailed with the reason if the study failed; Interrupted after Ctrl-C; InvalidDefinition if there is a study of the name that
   *   is another; InvalidTuning, UnknownOracle, StudyRunning and others before anything was written
   */
  async search(...args: A): Promise<void> {
    const { oracle } = this.#options;
    const tuned = await this.tunedBy(...args);
    if (typeof oracle === 'object') {
      if (typeof tuned === 'string') {
        const message = `The tuning is a module, which trains in other processes: give the oracle '${oracle.name}' by the path of its module`;
        throw new StepladderError('InvalidRequest', message);
      }
      registerOracle(oracle, 'the program');
    }
    const place = await this.#open();
    const request = { study: this.study, tuned, oracle: nameOf(oracle), settings: settingsOf(this.#options) };
    place.check(request);
    if (this.#replaces) await place.delete(this.study);
    this.#replaces = false;
    const before = await StudyLog.find(place.store, this.study);
    const events = new TrialEvents(before?.study.trials ?? []);
    await this.onSearchBegin();
    const run = await place.run(request, async (view) => {
      for (const event of events.since(view)) await this.#tell(event);
    });
    const end = (await this.#read()).runs.get(run)?.end;
    if (end?.status === 'completed' || end?.status === 'stopped') return this.onSearchEnd();
    const reason = end?.reason ?? 'whatever ran it is gone; searching again goes on';
    throw new StepladderError('StudyFailed', `Study '${this.study}' failed: ${reason}`);
  }

  /** All trials so far, in the order of their numbers. @throws StudyNotFound before the first search */
  async trials(): Promise<readonly TrialDocument[]> {
    return (await this.#read()).trials.map(trialDocument);
  }

  /**
   * The hyperparameters of the best trials, best first: as many as have a score, at most `count`.
   *
   * @throws StudyNotFound
   */
  async getBestHyperparameters(count = 1): Promise<HyperParameters[]> {
    const study = await this.#read();
    return bestTrials(study, count).map(({ values }) => new HyperParameters(values, study.space));
  }

  /**
   * The models of the best trials, best first, with the weights of their best epochs. They are not compiled. Where an oracle spends
   * epochs, checkpoints of trials that it has given up are deleted: then only the best has a model for certain.
   *
   * @throws StudyNotFound; InvalidRequest if a trial has no model
   */
  async getBestModels(count = 1): Promise<tf.LayersModel[]> {
    const { store } = await this.#open();
    const { loadModel } = await import('../shared/training/load-model.js');
    const models: tf.LayersModel[] = [];
    for (const trial of bestTrials(await this.#read(), count)) {
      models.push(await inTurn(() => loadModel(store, trial)));
    }
    return models;
  }

  /** Trials that the budget still allows to begin; undefined without a budget of trials. @throws StudyNotFound */
  async remainingTrials(): Promise<number | undefined> {
    const { lastRun, definition, trials } = await this.#read();
    const budget = { ...(lastRun?.run.budget ?? definition.budget), ...this.#options.budget };
    return budget.trials === undefined ? undefined : Math.max(0, budget.trials - trials.length);
  }

  /** The best trials with their hyperparameters and scores, as text. @throws StudyNotFound */
  async resultsSummary(count = 10): Promise<string> {
    return resultsText(await this.#read(), count);
  }

  /** The search space as text: what is known of it. @throws StudyNotFound */
  async searchSpaceSummary(): Promise<string> {
    return spaceText((await this.#read()).space);
  }

  async #tell(event: TrialEvent): Promise<void> {
    if (event.kind === 'begin') await this.onTrialBegin(event.trial);
    else if (event.kind === 'end') await this.onTrialEnd(event.trial);
    else await this.onEpochEnd(event.trial, event.epoch, event.metrics);
  }

  async #read(): Promise<Study> {
    return (await StudyLog.open((await this.#open()).store, this.study)).study;
  }

  #open(): Promise<TunerPlace> {
    this.#place ??= placeOf(this.#options);
    return this.#place;
  }
}

function nameOf(oracle: string | Oracle | undefined): string | undefined {
  return typeof oracle === 'object' ? oracle.name : oracle;
}

function bestTrials(study: Study, count: number): Trial[] {
  return leaderboardOf(study)
    .slice(0, count)
    .map(({ trial }) => trial);
}

/** What it takes to work there is loaded only now. */
async function placeOf(given: TunerOptions): Promise<TunerPlace> {
  const { STEPLADDER_STORE, STEPLADDER_CLOUD } = process.env;
  const cloud = given.cloud ?? (given.store === undefined ? STEPLADDER_CLOUD : undefined);
  if (!cloud) {
    const { LocalPlace } = await import('./local-place.js');
    return new LocalPlace(given.store ?? STEPLADDER_STORE ?? '.stepladder');
  }
  const [{ connect }, { CloudPlace }] = await Promise.all([
    import('../shared/cloud/connect.js'),
    import('./cloud-place.js'),
  ]);
  return new CloudPlace(connect(cloud));
}
