import { mean, rankAmong } from '../shared/statistics.js';

/** One optimiser's run through one problem. */
export interface Run {
  readonly optimiser: string;
  readonly problem: string;
  readonly seed: number;
  /** Trials that were pending at any time. */
  readonly workers: number;
  /** In the order in which they were told. */
  readonly scores: readonly number[];
  /** What the optimiser took for each trial, asking and telling together, in the same order. */
  readonly milliseconds: readonly number[];
}

/** What regret is measured by: the scores of many points drawn at random, ascending, and the least value if it is known. */
export interface Reference {
  readonly draws: readonly number[];
  readonly optimum?: number | undefined;
}

/** Regret beyond this counts as this: one bad run must not outweigh all others. */
const mostRegret = 2;

/** The median of the best score that random search has after `trials` trials, estimated from the scores of many draws. */
export function medianOfBest(draws: readonly number[], trials: number): number {
  const quantile = 1 - 0.5 ** (1 / trials);
  return draws[Math.ceil(quantile * draws.length) - 1] as number;
}

export interface Report {
  readonly trials: number;
  readonly optimisers: readonly string[];
  /** A problem's mean regret over the seeds, by optimiser: 0 is the best score known, 1 is random search. */
  readonly problems: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Over the problems. */
  readonly mean: ReadonlyMap<string, number>;
  /** Over the problems, 1 being the least regret; equal ones share their ranks. */
  readonly rank: ReadonlyMap<string, number>;
}

/** Compares the optimisers by the best of their first `trials` scores. All must have run on all problems given. */
export function compare(runs: readonly Run[], references: ReadonlyMap<string, Reference>, trials: number): Report {
  const optimisers = [...new Set(runs.map(({ optimiser }) => optimiser))];
  const problems = new Map(
    [...references].map(([problem, reference]) => {
      const own = runs.filter((run) => run.problem === problem);
      return [problem, regretsOf(own, reference, optimisers, trials)] as const;
    }),
  );
  const rows = [...problems.values()];
  const over = (valueIn: (row: ReadonlyMap<string, number>, optimiser: string) => number) =>
    new Map(optimisers.map((optimiser) => [optimiser, mean(rows.map((row) => valueIn(row, optimiser)))]));
  return {
    trials,
    optimisers,
    problems,
    mean: over((row, optimiser) => row.get(optimiser) as number),
    rank: over(rankIn),
  };
}

function regretsOf(
  runs: readonly Run[],
  { draws, optimum }: Reference,
  optimisers: readonly string[],
  trials: number,
): Map<string, number> {
  const best = optimum ?? Math.min(draws[0] as number, ...runs.flatMap(({ scores }) => scores));
  const scale = medianOfBest(draws, trials) - best;
  const regretOf = ({ scores }: Run) => normalise(Math.min(...scores.slice(0, trials)) - best, scale);
  return new Map(
    optimisers.map((name) => [name, mean(runs.filter(({ optimiser }) => optimiser === name).map(regretOf))]),
  );
}

/** Where random search reaches the best score known, whoever misses it has the most regret. */
function normalise(gap: number, scale: number): number {
  if (gap <= 0) return 0;
  return scale > 0 ? Math.min(gap / scale, mostRegret) : mostRegret;
}

function rankIn(row: ReadonlyMap<string, number>, optimiser: string): number {
  return rankAmong([...row.values()], row.get(optimiser) as number);
}
