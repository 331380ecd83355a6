import { formatTable } from '../../shared/display/format.js';
import type { Importances } from '../../shared/importance/importance.js';
import { scoreNamesOf } from '../../shared/study/scores.js';
import type { Study } from '../../shared/study/study.js';

/** Columns of the longest bar, at most. */
const mostColumns = 40;
/** Pairs that are shown. */
const mostPairs = 5;
/** Shares of a column, in eighths. */
const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/**
 * Importances as a table with bars; below it, the pairs that interact most. A hyperparameter that is not active in all trials
 * shows in how many it is.
 *
 * @param columns how wide a line may be.
 */
export function formatImportances(study: Study, importances: Importances, columns: number): string {
  const { method, metric, trials, hyperparameters, pairs = [] } = importances;
  const about = metric ?? scoreNamesOf(study.definition.objective).join(' and ');
  const title = `What matters for ${about}: ${method === 'fanova' ? 'fANOVA' : 'PED-ANOVA'} of ${trials} trials`;
  const isConditional = hyperparameters.some((each) => each.trials < trials);
  const header = ['hyperparameter', 'importance', ...(isConditional ? ['trials'] : [])];
  const table = formatTable(
    header,
    hyperparameters.map((each) => [
      each.name,
      each.importance.toFixed(3),
      ...(isConditional ? [`${each.trials}`] : []),
    ]),
  ).split('\n');
  const width = Math.max(...table.map((line) => line.length));
  const most = hyperparameters[0]?.importance as number;
  const room = Math.max(1, Math.min(mostColumns, columns - width - 2));
  const lines = table.map((line, row) => {
    const each = hyperparameters[row - 1];
    return each ? `${line.padEnd(width)}  ${bar((each.importance / most) * room)}`.trimEnd() : line;
  });
  return [title, '', ...lines, ...pairLines(pairs)].join('\n');
}

function pairLines(pairs: NonNullable<Importances['pairs']>): string[] {
  if (pairs.length === 0) return [];
  const rows = pairs.slice(0, mostPairs).map(({ names, variance }) => [names.join(' × '), variance.toFixed(3)]);
  return ['', formatTable(['interaction', 'variance'], rows)];
}

function bar(columns: number): string {
  const rounded = Math.round(columns * 8);
  return '█'.repeat(Math.floor(rounded / 8)) + eighths[rounded % 8];
}
