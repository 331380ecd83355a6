import type { Losses } from '../math/pareto.js';
import type { Direction, MetricObjective, Metrics, Objective, WeightedObjective } from './records.js';

/** The metrics that an objective is made of. */
export function partsOf(objective: Objective): readonly MetricObjective[] {
  if ('sum' in objective) return objective.sum;
  return 'pareto' in objective ? objective.pareto : [objective];
}

/**
 * The directions of a trial's scores: one, or with several objectives whose front is looked for, one for each. A weighted sum
 * is to maximise where all its metrics are; else to minimise, and metrics to maximise are subtracted (as Keras Tuner does).
 */
export function directionsOf(objective: Objective): readonly Direction[] {
  if ('sum' in objective) return [objective.sum.every(({ direction }) => direction === 'max') ? 'max' : 'min'];
  return partsOf(objective).map(({ direction }) => direction);
}

/** What people call a trial's scores, in the same order: metrics by their names, a weighted sum by its terms. */
export function scoreNamesOf(objective: Objective): readonly string[] {
  if (!('sum' in objective)) return partsOf(objective).map(({ name }) => name);
  const terms = objective.sum.map(({ name, weight, ...part }, index) => {
    const sign = signIn(objective, part) < 0 ? '-' : '+';
    const lead = index === 0 ? (sign === '-' ? '-' : '') : ` ${sign} `;
    return `${lead}${weight === 1 ? '' : `${weight} `}${name}`;
  });
  return [terms.join('')];
}

/** A trial's scores by its metrics, the numbers that it is judged by; undefined where a metric is missing or not finite. */
export function scoresOf(metrics: Metrics, objective: Objective): readonly number[] | undefined {
  const values = partsOf(objective).map(({ name }) => (Object.hasOwn(metrics, name) ? metrics[name] : undefined));
  if (!values.every((value) => typeof value === 'number')) return undefined;
  if (!('sum' in objective)) return values;
  const terms = objective.sum.map((part, index) => signIn(objective, part) * part.weight * (values[index] as number));
  const sum = terms.reduce((total, term) => total + term, 0);
  return Number.isFinite(sum) ? [sum] : undefined;
}

/** Scores as losses: lower is better. */
export function lossesOf(scores: readonly number[], objective: Objective): Losses {
  const directions = directionsOf(objective);
  return scores.map((score, index) => (directions[index] === 'min' ? score : -score));
}

/** Whether trials are compared by several scores, so that the best of them are a front. */
export function isPareto(objective: Objective): boolean {
  return 'pareto' in objective;
}

function signIn(sum: Objective, { direction }: Pick<WeightedObjective, 'direction'>): number {
  return direction === directionsOf(sum)[0] ? 1 : -1;
}
