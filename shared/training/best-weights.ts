import type * as tf from '@tensorflow/tfjs';
import { isBetter } from '../study/trial.js';
import { type Checkpoint, encodeWeights } from './checkpoint.js';
import type { LegWork } from './leg.js';

/** The weights at the best epoch of the trial, its parent's left out: what a study's best trial is worth. */
export class BestWeights {
  readonly #work: LegWork;
  #best: Checkpoint['best'];
  #model: tf.LayersModel | undefined;

  constructor(work: LegWork) {
    this.#work = work;
    const { best, weights } = work.checkpoint ?? {};
    const isOwn = work.assigned.parent === undefined;
    this.#best = isOwn && best && weights ? { ...best, weights: best.weights ?? weights } : undefined;
  }

  /** Keeps the weights that the model has, if the epoch that was reported last is the best. */
  async update(model: tf.LayersModel): Promise<void> {
    const { all, score } = this.#work.reports;
    const epoch = all.at(-1)?.epoch;
    if (epoch === undefined || score === undefined) return;
    if (this.#best && !isBetter(score, this.#best.score, this.#work.definition.objective)) return;
    this.#best = { epoch, score, weights: await encodeWeights(model) };
    this.#model = model;
  }

  /** For a checkpoint of the model at an epoch: its weights need not be kept twice. */
  beside(model: tf.LayersModel, epoch: number): Checkpoint['best'] {
    const best = this.#best;
    return best?.epoch === epoch && this.#model === model ? { epoch, score: best.score } : best;
  }
}
