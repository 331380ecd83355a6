import type { HistoryPoint } from '../../shared/study/history.js';
import { directionsOf, isPareto, scoreNamesOf } from '../../shared/study/scores.js';
import type { Study } from '../../shared/study/study.js';
import { formatPlot } from './plot.js';

/**
 * A plot of the scores and of the best so far; with several objectives, of the hypervolume so far.
 *
 * @param columns how wide a line may be.
 */
export function formatHistory(
  { definition: { objective } }: Study,
  history: readonly HistoryPoint[],
  columns: number,
): string {
  const x = history.map(({ trial }) => trial);
  const names = scoreNamesOf(objective);
  if (isPareto(objective)) {
    const line = history.map(({ hypervolume }) => hypervolume as number);
    const title = `Hypervolume so far of ${names.join(' and ')} (1 would be the best of each at once)`;
    return `${title}\n\n${formatPlot({ x, line, columns })}`;
  }
  const dots = history.map(({ scores }) => scores[0] as number);
  const line = history.map(({ best }) => best as number);
  const worse = directionsOf(objective)[0] === 'min' ? 'up' : 'down';
  return `${names[0]} of each trial (•), and the best so far\n\n${formatPlot({ x, line, dots, worse, columns })}`;
}
