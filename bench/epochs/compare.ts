import { mean, rankAmong } from '../shared/statistics.js';

/** One optimiser's run on one curve. */
export interface Run {
  readonly optimiser: string;
  readonly curve: string;
  readonly seed: number;
  readonly workers: number;
  /** The clock stops when the workers together have had the time of so many whole trainings of average points. */
  readonly trainings: number;
  /** The area under the curve of the best score so far, as a share of the clock: the mean over it. Lower is better. */
  readonly area: number;
  /** The best score when the clock stops. */
  readonly best: number;
  /** Points that were trained: an optimiser may call each stretch of a training a trial. */
  readonly trials: number;
  readonly epochs: number;
  /** The share of the workers' time in which they train. */
  readonly busy: number;
  /** What the optimiser took in all, asking and telling. */
  readonly milliseconds: number;
}

/** Of one optimiser on one curve, the means over the seeds. */
export interface Summary extends Pick<Run, 'area' | 'best' | 'trials' | 'epochs' | 'busy'> {
  readonly optimiser: string;
  /** What the optimiser takes for an epoch. */
  readonly milliseconds: number;
}

/** The optimisers that have run on a curve, in the order of the runs. */
export function summaries(runs: readonly Run[], curve: string): Summary[] {
  const onCurve = runs.filter((run) => run.curve === curve);
  return [...new Set(onCurve.map(({ optimiser }) => optimiser))].map((optimiser) => {
    const own = onCurve.filter((run) => run.optimiser === optimiser);
    const over = (value: (run: Run) => number) => mean(own.map(value));
    return {
      optimiser,
      area: over(({ area }) => area),
      best: over(({ best }) => best),
      trials: over(({ trials }) => trials),
      epochs: over(({ epochs }) => epochs),
      busy: over(({ busy }) => busy),
      milliseconds: over(({ milliseconds }) => milliseconds) / over(({ epochs }) => epochs),
    };
  });
}

export interface Ranks {
  readonly optimiser: string;
  readonly area: number;
  readonly best: number;
}

/**
 * Mean ranks over the curves, of the means over the seeds: 1 is the least, equal ones share theirs. An optimiser that has not
 * run on all curves has none.
 */
export function ranks(runs: readonly Run[], curves: readonly string[]): Ranks[] {
  const all = curves.map((curve) => summaries(runs, curve));
  const names = [...new Set(runs.map(({ optimiser }) => optimiser))];
  const whole = names.filter((name) => all.every((rows) => rows.some(({ optimiser }) => optimiser === name)));
  const compared = all.map((rows) => rows.filter(({ optimiser }) => whole.includes(optimiser)));
  return whole.map((name) => {
    const rankBy = (measure: 'area' | 'best') =>
      mean(
        compared.map((rows) => {
          const own = rows.find(({ optimiser }) => optimiser === name) as Summary;
          return rankAmong(
            rows.map((row) => row[measure]),
            own[measure],
          );
        }),
      );
    return { optimiser: name, area: rankBy('area'), best: rankBy('best') };
  });
}
