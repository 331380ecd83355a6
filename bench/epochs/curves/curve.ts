import { randomFor } from '../../../shared/math/random.js';
import type { Parameter, Values } from '../../../shared/space/parameter.js';
import { randomPoint } from '../../../shared/space/points.js';
import { mean } from '../../shared/statistics.js';

/** How a model scores while it trains, and how long that takes: the same in every process. Lower scores are better. */
export interface Curve {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  /** Of a whole training. */
  readonly epochs: number;
  /** The score of a model that has learnt nothing. */
  readonly untrained: number;
  /** Simulated seconds of an epoch. */
  readonly seconds: (values: Values) => number;
  /** The scores after each epoch from the first on, all finite, each worked out when it is asked for. */
  readonly train: (values: Values) => Iterator<number, void>;
}

/** Values as one text: those of one point are equal, in whatever order an optimiser names them. */
export function keyOf({ parameters }: Pick<Curve, 'parameters'>, values: Values): string {
  return JSON.stringify(parameters.map(({ name }) => values[name] ?? null));
}

/** The trainings on a curve: of each point one, as long as its longest trial. */
export class Trainings {
  readonly #curve: Curve;
  readonly #begun = new Map<string, { readonly training: Iterator<number, void>; readonly scores: number[] }>();

  constructor(curve: Curve) {
    this.#curve = curve;
  }

  /** The score after an epoch, counted from 1. */
  score(values: Values, epoch: number): number {
    const key = keyOf(this.#curve, values);
    const { training, scores } = this.#begun.get(key) ?? { training: this.#curve.train(values), scores: [] };
    this.#begun.set(key, { training, scores });
    while (scores.length < epoch) scores.push(training.next().value as number);
    return scores[epoch - 1] as number;
  }
}

const drawn = 200;

/** Simulated seconds of a whole training at a random point, on average. */
export function secondsOfTraining({ name, parameters, epochs, seconds }: Curve): number {
  const random = randomFor('bench', 'seconds', name);
  const space = { parameters: [...parameters] };
  return epochs * mean(Array.from({ length: drawn }, () => seconds(randomPoint(space, random))));
}
