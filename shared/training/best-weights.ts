import type * as tf from '@tensorflow/tfjs';
import { Front, type Losses } from '../math/pareto.js';
import type { Objective } from '../study/records.js';
import { isPareto, lossesOf } from '../study/scores.js';
import { type Checkpoint, encodeWeights } from './checkpoint.js';
import type { LegWork } from './leg.js';
import type { Reports } from './reports.js';

/**
 * The weights at the best epoch of the trial, its parent's left out: what a study's best trial is worth. With several
 * objectives it is the latest epoch that joined the front of the trial's epochs.
 */
export class BestWeights {
  readonly #objective: Objective;
  readonly #reports: Reports;
  readonly #front: Front;
  #best: Checkpoint['best'];
  #model: tf.LayersModel | undefined;

  constructor({ checkpoint, assigned, definition, reports }: LegWork) {
    this.#objective = definition.objective;
    this.#reports = reports;
    const { best, weights } = checkpoint ?? {};
    const isOwn = assigned.parent === undefined;
    this.#best = isOwn && best && weights ? { ...best, weights: best.weights ?? weights } : undefined;
    this.#front = new Front(this.#best?.front ?? this.#scoreSoFar());
  }

  /** Keeps the weights that the model has, if the epoch that was reported last is the best. */
  async update(model: tf.LayersModel): Promise<void> {
    const { all, scores } = this.#reports;
    const epoch = all.at(-1)?.epoch;
    if (epoch === undefined || !scores || !this.#front.add(lossesOf(scores, this.#objective))) return;
    const weights = await encodeWeights(model);
    this.#best = isPareto(this.#objective) ? { epoch, weights } : { epoch, score: scores[0], weights };
    this.#model = model;
  }

  /** For a checkpoint of the model at an epoch, whose weights need not be kept twice. */
  beside(model: tf.LayersModel, epoch: number): Checkpoint['best'] {
    if (!this.#best) return undefined;
    const { weights, ...best } = this.#best;
    const front = isPareto(this.#objective) && { front: this.#front.points };
    const isSame = best.epoch === epoch && this.#model === model;
    return { ...best, ...front, ...(!isSame && weights && { weights }) };
  }

  #scoreSoFar(): readonly Losses[] {
    const score = this.#best?.score;
    return score === undefined ? [] : [lossesOf([score], this.#objective)];
  }
}
