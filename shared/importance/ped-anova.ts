import type { Dimension } from '../oracles/encoding.js';
import { densityOf } from './density.js';
import type { Observations } from './observations.js';

/** Share of the trials that are good. */
const goodShare = 0.1;
/** In fewer trials, what is active tells nothing. */
const fewestActive = 2;

/**
 * PED-ANOVA (Watanabe, Bansal and Hutter 2023): how much the best tenth of the trials differ from all by a hyperparameter, as
 * the Pearson divergence of two densities. It is the variance that the hyperparameter alone brings to whether a trial is
 * among the good. Only the order of the losses counts.
 *
 * Of a conditional hyperparameter it is the variance among the trials in which it is active (Baba, Ozaki and Watanabe 2026):
 * with a share α of the good trials and β of all, the divergence there times α²/β. That it is active at all is the importance
 * of its parents.
 *
 * @returns of each dimension, up to a factor that all share.
 */
export function pedAnova({ dimensions, points, losses }: Observations): number[] {
  const worst = losses[Math.ceil(goodShare * losses.length) - 1] as number;
  const isGood = losses.map((loss) => Number(loss <= worst));
  const goods = isGood.reduce((sum, good) => sum + good, 0);
  return dimensions.map((dimension, index) => {
    const active = [...points.keys()].filter((trial) => !Number.isNaN(points[trial]?.[index]));
    const good = active.filter((trial) => isGood[trial]);
    if (active.length < fewestActive || good.length === 0) return 0;
    const coordinates = (trials: readonly number[]) => trials.map((trial) => points[trial]?.[index] as number);
    const divergence = divergenceOf(dimension, coordinates(good), coordinates(active));
    return ((good.length / goods) ** 2 / (active.length / losses.length)) * divergence;
  });
}

/** The Pearson divergence of the density of the good from that of all. */
function divergenceOf(dimension: Dimension, good: readonly number[], all: readonly number[]): number {
  const [ofGood, ofAll] = [densityOf(dimension, good), densityOf(dimension, all)];
  return ofAll.reduce((sum, p, cell) => sum + ((ofGood[cell] as number) - p) ** 2 / p, 0);
}
