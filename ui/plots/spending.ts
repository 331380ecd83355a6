import type { TrialDocument } from '../../shared/study/document.js';
import type { LegDocument } from '../../shared/study/leg-document.js';
import type { Goal } from '../api/objective.js';

/** What is spent: in the cloud dollars, as AWS bills; anywhere seconds of training. */
export type Currency = 'dollars' | 'seconds of training';

/** What a study had spent when a leg ended, and the best score until then. */
export interface Spending {
  /** In milliseconds since 1970. */
  readonly at: number;
  readonly spent: number;
  /** Undefined before the first. */
  readonly best: number | undefined;
}

/** What can be said of a study's legs: dollars first, if any has them. */
export function currenciesOf(legs: readonly LegDocument[]): readonly Currency[] {
  const isBilled = legs.some(({ dollars }) => dollars !== undefined);
  return isBilled ? ['dollars', 'seconds of training'] : ['seconds of training'];
}

/**
 * Costs and the best score as they came about, by the ends of legs.
 *
 * @param trials of the legs: what those had reached that failed does not count.
 * @param goal of several objectives the one; the best is of what any trial had, whatever the others were.
 */
export function spendingOf(
  legs: readonly LegDocument[],
  trials: readonly TrialDocument[],
  currency: Currency,
  goal: Goal,
): Spending[] {
  const failed = new Set(trials.filter(({ status }) => status === 'failed').map(({ number }) => number));
  const ended = legs.flatMap((leg) => (leg.ended === undefined ? [] : [{ leg, at: leg.ended }]));
  ended.sort((a, b) => a.at - b.at || a.leg.leg - b.leg.leg);
  let spent = 0;
  let best: number | undefined;
  return ended.map(({ leg, at }) => {
    spent += currency === 'dollars' ? (leg.dollars ?? 0) : leg.seconds;
    const score = failed.has(leg.trial) ? undefined : goal.scoreOf(leg);
    if (score !== undefined && (best === undefined || (goal.isMaximised ? score > best : score < best))) best = score;
    return { at, spent, best };
  });
}
