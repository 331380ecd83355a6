import type { LegReports } from '../api/study-feed.js';

/**
 * The rungs of a study: epochs at which legs of several trials completed. Where there is but one, all trials train to their end at
 * once, and there are no rungs.
 *
 * @returns ascending.
 */
export function rungsOf(legs: readonly LegReports[]): number[] {
  const trialsAt = new Map<number, Set<number>>();
  for (const { trial, status, reports } of legs) {
    const epoch = reports.at(-1)?.epoch;
    if (status !== 'completed' || epoch === undefined) continue;
    trialsAt.set(epoch, (trialsAt.get(epoch) ?? new Set()).add(trial));
  }
  const rungs = [...trialsAt].filter(([, trials]) => trials.size > 1).map(([epoch]) => epoch);
  return rungs.length > 1 ? rungs.sort((a, b) => a - b) : [];
}
