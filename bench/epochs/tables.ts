import { formatMilliseconds, tableOf } from '../shared/table.js';
import { type Run, ranks, summaries } from './compare.js';

/** How the optimisers have done on a curve: means over their seeds. */
export function curveTable(runs: readonly Run[], curve: string): string {
  return tableOf(
    [curve, 'area', 'best', 'trials', 'epochs', 'busy', 'ms an epoch'],
    summaries(runs, curve).map(({ optimiser, area, best, trials, epochs, busy, milliseconds }) => [
      optimiser,
      area.toFixed(4),
      best.toFixed(4),
      trials.toFixed(0),
      epochs.toFixed(0),
      `${(100 * busy).toFixed(1)} %`,
      formatMilliseconds(milliseconds),
    ]),
  );
}

/** Mean ranks over the curves. */
export function rankTable(runs: readonly Run[], curves: readonly string[]): string {
  return tableOf(
    ['mean rank', 'area', 'best'],
    ranks(runs, curves).map(({ optimiser, area, best }) => [optimiser, area.toFixed(2), best.toFixed(2)]),
  );
}
