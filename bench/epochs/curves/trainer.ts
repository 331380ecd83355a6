import type { Random } from '../../../shared/math/random.js';
import { mean } from '../../shared/statistics.js';
import type { Network } from './network.js';

export interface Sample {
  readonly x: Float64Array;
  readonly label: number;
}

export interface Data {
  readonly train: readonly Sample[];
  readonly test: readonly Sample[];
}

/** The score of a network that diverged, or is sure of what is wrong. */
const worst = 3;

/**
 * Trains a network, and yields the mean cross-entropy of the test samples after each epoch, 3 at the most.
 *
 * @param random of the order of the samples, another in each epoch
 */
export function* trained(
  network: Network,
  { train, test }: Data,
  batch: number,
  epochs: number,
  random: Random,
): Generator<number, void> {
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = shuffled(train, random);
    for (let start = 0; start < order.length; start += batch) network.step(order.slice(start, start + batch));
    const loss = mean(test.map(({ x, label }) => network.loss(x, label)));
    yield Number.isNaN(loss) ? worst : Math.min(loss, worst);
  }
}

/** Fisher and Yates's shuffle. */
function shuffled<T>(items: readonly T[], random: Random): T[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other] as T, order[last] as T];
  }
  return order;
}
