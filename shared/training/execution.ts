import { setImmediate } from 'node:timers/promises';
import type * as tf from '@tensorflow/tfjs';
import { randomFor } from '../math/random.js';
import type { HyperParameters } from '../space/hyperparameters.js';
import type { Assigned, Definition } from '../study/records.js';
import { type ModelState, restoreCheckpoint } from './checkpoint.js';
import { LegCallbacks } from './leg-callbacks.js';
import { buildModel, checkSize } from './model.js';
import { withSeededRandom } from './seeded-random.js';
import type { FitOptions, ModelTuning, TrainingData } from './tuning.js';

/** What an execution is one of: the study's seed, the trial, and a number from 0. */
interface ExecutionOf {
  readonly definition: Pick<Definition, 'seed'>;
  readonly assigned: Pick<Assigned, 'trial'>;
  readonly execution: number;
}

/** One of the models that a trial trains (Keras Tuner's execution), with initial weights, randomness and callbacks of its own. */
export class Execution {
  readonly model: tf.LayersModel;
  readonly callbacks: LegCallbacks;
  readonly #of: ExecutionOf;
  #stopped: Record<string, number> | undefined;

  private constructor(of: ExecutionOf, model: tf.LayersModel, callbacks: LegCallbacks) {
    this.#of = of;
    this.model = model;
    this.callbacks = callbacks;
  }

  /**
   * @param state what to go on from; from initial weights if undefined.
   * @throws InvalidModel, ModelTooLarge, and what `build` throws.
   */
  static async start(
    tuning: ModelTuning,
    hp: HyperParameters,
    of: ExecutionOf,
    state: ModelState | undefined,
  ): Promise<Execution> {
    const model = await withSeededRandom(randomOf(of, 'build'), () => buildModel(tuning, hp));
    checkSize(model, tuning);
    if (state) await restoreCheckpoint(model, state);
    return new Execution(of, model, new LegCallbacks(tuning.callbacks?.(hp) ?? [], model));
  }

  /** Whether a callback ended the training. */
  get hasStopped(): boolean {
    return this.#stopped !== undefined;
  }

  /**
   * Trains one epoch; once it has stopped, none.
   *
   * @param epoch epochs trained before.
   * @returns the metrics at its end.
   */
  async fitEpoch(data: TrainingData, options: FitOptions, epoch: number): Promise<Record<string, number>> {
    if (this.#stopped) return this.#stopped;
    // Training on WebAssembly leaves no turn to timers and sockets, such as those of who watches in the same process.
    await setImmediate();
    const { x, y, validation } = data;
    const { history } = await withSeededRandom(randomOf(this.#of, 'epoch', epoch), () =>
      this.model.fit(x, y, {
        ...options,
        ...(validation && { validationData: [validation.x, validation.y] as [tf.Tensor, tf.Tensor] }),
        callbacks: this.callbacks.ofEpoch,
        initialEpoch: epoch,
        epochs: epoch + 1,
        verbose: 0,
      }),
    );
    const metrics = Object.fromEntries(Object.entries(history).map(([name, values]) => [name, values[0] as number]));
    if (this.model.stopTraining) this.#stopped = metrics;
    return metrics;
  }

  /**
   * Runs a hypermodel's own training, with the randomness of its first epoch.
   *
   * @param train is given what to call when another epoch begins, after so many.
   */
  fitOwn<T>(epoch: number, train: (beginEpoch: (epoch: number) => void) => T | Promise<T>): Promise<Awaited<T>> {
    let isOver = false;
    return withSeededRandom(randomOf(this.#of, 'epoch', epoch), async () => {
      try {
        return await train((next) => {
          if (!isOver) Math.random = randomFor(...randomOf(this.#of, 'epoch', next));
        });
      } finally {
        isOver = true;
      }
    });
  }
}

/** The first execution has the randomness that a trial of one has. */
function randomOf({ definition, assigned, execution }: ExecutionOf, what: string, ...parts: number[]) {
  const others = execution > 0 ? ['execution', execution] : [];
  return [definition.seed, what, assigned.trial, ...parts, ...others];
}
