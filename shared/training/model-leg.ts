import type * as tf from '@tensorflow/tfjs';
import { StepladderError } from '../errors.js';
import { Front, type Losses } from '../math/pareto.js';
import type { HyperParameters } from '../space/hyperparameters.js';
import type { Objective } from '../study/records.js';
import { isPareto, lossesOf } from '../study/scores.js';
import { startBackend } from './backend.js';
import { type Checkpoint, encodeWeights, isResumable, restoreCheckpoint, takeCheckpoint } from './checkpoint.js';
import type { LegOutcome, LegWork } from './leg.js';
import { buildModel, freeingVariables } from './model.js';
import { withSeededRandom } from './seeded-random.js';
import type { FitOptions, ModelTuning, TrainingData } from './tuning.js';

/** Trains a TensorFlow.js model from the leg's first epoch, or its checkpoint, to its last, or until it is to stop or to pause. */
export async function trainModelLeg(tuning: ModelTuning, hp: HyperParameters, work: LegWork): Promise<LegOutcome> {
  const backend = await startBackend();
  const { seed } = work.definition;
  const { trial, fromEpoch, toEpoch } = work.assigned;
  const data = await loadData(tuning, hp);
  return freeingVariables(async () => {
    const model = await withSeededRandom([seed, 'build', trial], () => buildModel(tuning, hp));
    if (work.checkpoint) await restoreCheckpoint(model, work.checkpoint);
    const fit = typeof tuning.fit === 'function' ? tuning.fit(hp) : tuning.fit;
    const best = new BestWeights(model, work);
    let epoch = fromEpoch;
    let status: LegOutcome['status'] = 'completed';
    while (epoch < toEpoch && status === 'completed') {
      const metrics = await withSeededRandom([seed, 'epoch', trial, epoch], () => fitEpoch(model, data, fit, epoch));
      epoch++;
      await best.update(epoch, await work.reports.add(epoch, metrics));
      if (epoch < toEpoch) status = await statusBetween(model, work);
    }
    const checkpoint = await takeCheckpoint(model, epoch, best.upTo(epoch));
    return { status, backend, checkpoint };
  });
}

/** Whether to go on, between two epochs. */
async function statusBetween(model: tf.LayersModel, { stop, pause, reports }: LegWork): Promise<LegOutcome['status']> {
  if (await stop.isDue(reports.all)) return 'stopped';
  return isResumable(model) && (await pause.isDue()) ? 'paused' : 'completed';
}

async function fitEpoch(
  model: tf.LayersModel,
  { x, y, validation }: TrainingData,
  options: FitOptions = {},
  epoch: number,
): Promise<Record<string, number>> {
  const { history } = await model.fit(x, y, {
    ...options,
    ...(validation && { validationData: [validation.x, validation.y] as [tf.Tensor, tf.Tensor] }),
    initialEpoch: epoch,
    epochs: epoch + 1,
    verbose: 0,
  });
  return Object.fromEntries(Object.entries(history).map(([name, values]) => [name, values[0] as number]));
}

/** The weights at the best epoch of the trial, its parent's left out: what a study's best trial is worth. */
class BestWeights {
  readonly #model: tf.LayersModel;
  readonly #objective: Objective;
  readonly #front: Front;
  #best: Checkpoint['best'];

  constructor(model: tf.LayersModel, { checkpoint, assigned, definition }: LegWork) {
    this.#model = model;
    this.#objective = definition.objective;
    const { best, weights } = checkpoint ?? {};
    const isOwn = assigned.parent === undefined;
    this.#best = isOwn && best && weights ? { ...best, weights: best.weights ?? weights } : undefined;
    this.#front = new Front(this.#best?.front ?? this.#scoreSoFar());
  }

  async update(epoch: number, scores: readonly number[]): Promise<void> {
    if (!this.#front.add(lossesOf(scores, this.#objective))) return;
    const weights = await encodeWeights(this.#model);
    this.#best = isPareto(this.#objective) ? { epoch, weights } : { epoch, score: scores[0], weights };
  }

  /** For the checkpoint of `epoch`, whose weights need not be kept twice. */
  upTo(epoch: number): Checkpoint['best'] {
    if (!this.#best) return undefined;
    const { weights, ...best } = this.#best;
    const front = isPareto(this.#objective) && { front: this.#front.points };
    return { ...best, ...front, ...(best.epoch !== epoch && weights && { weights }) };
  }

  #scoreSoFar(): readonly Losses[] {
    const score = this.#best?.score;
    return score === undefined ? [] : [lossesOf([score], this.#objective)];
  }
}

const loaded = new WeakMap<ModelTuning, TrainingData>();

/** Data that don't depend on hyperparameters are loaded once a process. */
async function loadData(tuning: ModelTuning, hp: HyperParameters): Promise<TrainingData> {
  const known = loaded.get(tuning);
  if (known) return known;
  const data = await tuning.data(hp);
  if (!data?.x || !data.y) {
    throw new StepladderError(
      'InvalidTuning',
      '`data` must return tensors { x, y } and may return validation: { x, y }',
    );
  }
  if (tuning.data.length === 0) loaded.set(tuning, data);
  return data;
}
