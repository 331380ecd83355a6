import { formatNumber, formatTable, formatValue } from '../shared/display/format.js';
import type { Parameter } from '../shared/space/parameter.js';
import type { Space } from '../shared/space/space.js';
import { columnsOf, leaderboardOf } from '../shared/study/leaderboard.js';
import type { Study } from '../shared/study/study.js';

/** The best trials as a table, best first. */
export function resultsText(study: Study, count: number): string {
  const columns = columnsOf(study);
  const rows = leaderboardOf(study)
    .slice(0, count)
    .map(({ trial, rank }) => [`${rank}`, `${trial.number}`, ...columns.map(({ cell }) => formatValue(cell(trial)))]);
  const title = `Study ${study.definition.study}: ${study.trials.length} trials, the best ${rows.length}`;
  return `${title}\n${formatTable(['rank', 'trial', ...columns.map(({ header }) => header)], rows)}`;
}

/** A search space, a line for each hyperparameter. */
export function spaceText({ parameters }: Space): string {
  const rows = parameters.map((parameter) => [
    parameter.name,
    parameter.kind,
    valuesText(parameter),
    (parameter.when ?? [])
      .map(({ parameter: parent, in: values }) => `${parent} in ${values.map(formatValue).join(', ')}`)
      .join('; '),
  ]);
  return `${parameters.length} hyperparameters\n${formatTable(['name', 'kind', 'values', 'when'], rows)}`;
}

function valuesText(parameter: Parameter): string {
  switch (parameter.kind) {
    case 'boolean':
      return 'true, false';
    case 'fixed':
      return formatValue(parameter.value);
    case 'choice':
      return parameter.values.map(formatValue).join(', ');
    default: {
      const { min, max, sampling, step } = parameter;
      const steps = step === undefined ? '' : `, step ${formatNumber(step)}`;
      return `${formatNumber(min)} to ${formatNumber(max)}${steps}${sampling === 'linear' ? '' : `, ${sampling}`}`;
    }
  }
}
