import { formatNumber, formatTable, formatValue } from '../../shared/display/format.js';
import { formatDollars } from '../../shared/study/cost.js';
import type { TrialWithHistory } from '../../shared/study/document.js';
import type { LegLog } from '../../shared/study/leg-logs.js';

/** A trial with its legs, and what was printed while they trained. */
export function formatTrial(trial: TrialWithHistory, logs: readonly LegLog[]): string {
  const { number, status, score, failure, hyperparameters, metrics, history } = trial;
  const head = `Trial ${number} ${status}${score === null ? '' : ` with a score of ${formatNumber(score)}`}`;
  return [
    head,
    ...pairs(hyperparameters),
    ...(Object.keys(metrics).length > 0 ? ['', 'Metrics at the best epoch', ...pairs(metrics)] : []),
    '',
    legsTable(history),
    ...(failure ? ['', `${failure.code}: ${failure.message}`, ...(failure.stack ? [failure.stack] : [])] : []),
    ...logs.flatMap(({ leg, log }) => ['', `Printed in leg ${leg}`, log]),
  ].join('\n');
}

function pairs(values: TrialWithHistory['hyperparameters'] | TrialWithHistory['metrics']): string[] {
  return Object.entries(values).map(([name, value]) => `  ${name} = ${formatValue(value)}`);
}

/** Dollars stand there where something cost some. */
function legsTable(history: TrialWithHistory['history']): string {
  const isBilled = history.some(({ dollars }) => dollars !== undefined);
  const rows = history.map(({ leg, status, fromEpoch, toEpoch, seconds, dollars }) => [
    String(leg),
    status,
    `${fromEpoch} to ${toEpoch}`,
    formatNumber(seconds),
    ...(isBilled ? [dollars === undefined ? '' : formatDollars(dollars)] : []),
  ]);
  return formatTable(['leg', 'status', 'epochs', 'seconds', ...(isBilled ? ['cost'] : [])], rows);
}
