import { Front, type Losses, nonDominatedRanks } from '../math/pareto.js';
import { isPareto } from './scores.js';
import type { Study } from './study.js';
import type { Trial } from './trial.js';

/** A trial that has scores. */
interface ScoredTrial extends Trial {
  readonly losses: Losses;
}

/**
 * The best trials: one, the first of equal ones; with several objectives the front, the trials that no other dominates, along the
 * first objective.
 */
export function frontOf(study: Study): readonly Trial[] {
  const trials = scoredTrials(study);
  const front = new Front();
  let best: Trial | undefined;
  for (const trial of trials) if (front.add(trial.losses)) best = trial;
  if (!isPareto(study.definition.objective)) return best ? [best] : [];
  return trials
    .filter(({ losses }) => !front.dominates(losses))
    .sort((a, b) => (a.losses[0] as number) - (b.losses[0] as number) || a.number - b.number);
}

/** The best of the trials; undefined also with several objectives, where there is no such. */
export function bestOf(study: Study): Trial | undefined {
  return isPareto(study.definition.objective) ? undefined : frontOf(study)[0];
}

/**
 * The trials with a score, best first; of equal ones the first. With several objectives they are in the order of non-dominated
 * sorting: first the front, then the front of all others, and so on, each along the first objective.
 *
 * @returns with each its rank, from 1: its place, or with several objectives the number of its front.
 */
export function rankedTrials(study: Study): readonly { readonly trial: Trial; readonly rank: number }[] {
  const trials = scoredTrials(study);
  const fronts = isPareto(study.definition.objective) ? nonDominatedRanks(trials.map(({ losses }) => losses)) : [];
  return trials
    .map((trial, index) => ({ trial, front: fronts[index] ?? 0, first: trial.losses[0] as number }))
    .sort((a, b) => a.front - b.front || a.first - b.first || a.trial.number - b.trial.number)
    .map(({ trial, front }, index) => ({ trial, rank: front || index + 1 }));
}

function scoredTrials({ trials }: Study): readonly ScoredTrial[] {
  return trials.filter((trial): trial is ScoredTrial => trial.losses !== undefined && trial.status !== 'failed');
}
