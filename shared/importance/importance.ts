import type { Dimension } from '../oracles/encoding.js';
import type { Study } from '../study/study.js';
import { fanova, type VarianceShares } from './fanova.js';
import { type Observations, observationsOf } from './observations.js';
import { pedAnova } from './ped-anova.js';

export const importanceMethods = ['ped-anova', 'fanova'] as const;
export type ImportanceMethod = (typeof importanceMethods)[number];

export interface Importance {
  readonly name: string;
  /** In [0, 1]; those of all hyperparameters add up to 1. */
  readonly importance: number;
  /** Trials in which it was active, and had a choice. */
  readonly trials: number;
  /** By fANOVA, its share of the variance of the loss over the whole space, by itself: what importances are in proportion to. */
  readonly variance?: number;
}

/** By fANOVA, what two hyperparameters bring together. */
export interface PairImportance {
  readonly names: readonly [string, string];
  /** The share of the variance that their interaction has, beyond what each has by itself. */
  readonly variance: number;
}

export interface Importances {
  readonly method: ImportanceMethod;
  /** The metric that was looked at; null is the objective. */
  readonly metric: string | null;
  /** Trials that importances were worked out from. */
  readonly trials: number;
  /** Where those were drawn, of how many. */
  readonly drawnFrom?: number;
  /** The most important first. */
  readonly hyperparameters: readonly Importance[];
  /** Of fANOVA: all pairs that interact, the strongest first. */
  readonly pairs?: readonly PairImportance[];
}

interface ImportanceOptions {
  readonly method?: ImportanceMethod;
  readonly metric?: string;
  readonly mostTrials?: number;
}

/**
 * How important each hyperparameter with a choice is, from the trials that have a score and did not fail. If a name is declared
 * several times, under different conditions, its declarations are added up. If nothing can be told, all have equal shares.
 *
 * @param method `ped-anova`: how much the best tenth of the trials differs from all by it; quick, and by the order of scores
 *   alone. `fanova`: its share of the variance that a random forest predicts over the whole space. @default 'ped-anova'
 * @param metric of the trials' best epochs. @default the objective; with several, how near to the front a trial is: its rank by
 *   non-dominated sorting
 * @param mostTrials of more, so many are drawn, always the same: at least 10. @default all
 * @throws NoHyperparameters, TooFewTrials (10 are needed), InvalidRequest if no trial has reported the metric, or all have the
 *   same value of it.
 */
export function importanceOf(
  study: Study,
  { method = 'ped-anova', metric, mostTrials = Number.POSITIVE_INFINITY }: ImportanceOptions = {},
): Importances {
  const observations = observationsOf(study, mostTrials, metric);
  const { points, drawnFrom } = observations;
  const trials = points.length;
  const about = { method, metric: metric ?? null, trials, ...(trials < drawnFrom && { drawnFrom }) };
  if (method === 'ped-anova') return { ...about, hyperparameters: importances(observations, pedAnova(observations)) };
  const shares = fanova(observations);
  const variances = byName(observations.dimensions, shares.main);
  return {
    ...about,
    hyperparameters: importances(observations, shares.main).map((each) => ({
      ...each,
      variance: variances.get(each.name) as number,
    })),
    pairs: pairsOf(observations.dimensions, shares),
  };
}

function importances({ dimensions, points }: Observations, values: readonly number[]): Importance[] {
  const sums = byName(dimensions, values);
  const total = [...sums.values()].reduce((sum, value) => sum + value, 0);
  const isActive = (name: string) => (point: Float64Array) =>
    dimensions.some(({ parameter }, index) => parameter.name === name && !Number.isNaN(point[index]));
  return [...sums]
    .map(([name, value]) => ({
      name,
      importance: total > 0 ? value / total : 1 / sums.size,
      trials: points.filter(isActive(name)).length,
    }))
    .sort((a, b) => b.importance - a.importance);
}

function byName(dimensions: readonly Dimension[], values: readonly number[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [index, { parameter }] of dimensions.entries()) {
    sums.set(parameter.name, (sums.get(parameter.name) ?? 0) + (values[index] as number));
  }
  return sums;
}

/** By names, in the order of their declaration. Declarations of one name do not interact: only one is active. */
function pairsOf(dimensions: readonly Dimension[], { interactions }: VarianceShares): PairImportance[] {
  const names = [...new Set(dimensions.map(({ parameter }) => parameter.name))];
  const place = (dimension: number) => names.indexOf(dimensions[dimension]?.parameter.name as string);
  const pairs = new Map<string, PairImportance>();
  for (const { dimensions: both, variance } of interactions) {
    const [first, second] = both.map(place).sort((a, b) => a - b) as [number, number];
    if (variance === 0 || first === second) continue;
    const key = `${first} ${second}`;
    const sum = (pairs.get(key)?.variance ?? 0) + variance;
    pairs.set(key, { names: [names[first] as string, names[second] as string], variance: sum });
  }
  return [...pairs.values()].sort((a, b) => b.variance - a.variance);
}
