import { gridValues } from '../../shared/space/domain.js';
import type { Parameter, Value } from '../../shared/space/parameter.js';
import { bestOf } from '../../shared/study/budget.js';
import type { Study } from '../../shared/study/study.js';
import { formatNumber, formatTable, formatValue } from './format.js';

/** Scores of a grid over two hyperparameters: the first down, the second across; the best is marked. */
export function formatMatrix(study: Study): string {
  const [down, across] = study.space.parameters.filter(({ kind }) => kind !== 'fixed') as [Parameter, Parameter];
  const best = bestOf(study);
  const cell = (row: Value, column: Value) => {
    const trial = study.trials.find(({ values }) => values[down.name] === row && values[across.name] === column);
    if (trial?.score === undefined) return trial ? trial.status : '';
    return `${formatNumber(trial.score)}${trial === best ? ' *' : ''}`;
  };
  const columns = ascending(across);
  const header = [`${down.name} \\ ${across.name}`, ...columns.map(formatValue)];
  const rows = ascending(down).map((row) => [formatValue(row), ...columns.map((column) => cell(row, column))]);
  return `${study.definition.objective.name} by ${down.name} (down) and ${across.name} (across), * is the best\n${formatTable(header, rows)}`;
}

function ascending(parameter: Parameter): Value[] {
  return [...gridValues(parameter)].sort((a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b : 0));
}
