import { formatNumber, formatTable, formatValue } from '../../shared/display/format.js';
import { gridValues } from '../../shared/space/domain.js';
import type { Parameter, Value } from '../../shared/space/parameter.js';
import { frontOf } from '../../shared/study/front.js';
import { isPareto, scoreNamesOf } from '../../shared/study/scores.js';
import type { Study } from '../../shared/study/study.js';

/** Scores of a grid over two hyperparameters: the first down, the second across; the best are marked. */
export function formatMatrix(study: Study): string {
  const [down, across] = study.space.parameters.filter(({ kind }) => kind !== 'fixed') as [Parameter, Parameter];
  const best = frontOf(study);
  const cell = (row: Value, column: Value) => {
    const trial = study.trials.find(({ values }) => values[down.name] === row && values[across.name] === column);
    if (!trial?.scores) return trial ? trial.status : '';
    return `${trial.scores.map(formatNumber).join(' / ')}${best.includes(trial) ? ' *' : ''}`;
  };
  const columns = ascending(across);
  const header = [`${down.name} \\ ${across.name}`, ...columns.map(formatValue)];
  const rows = ascending(down).map((row) => [formatValue(row), ...columns.map((column) => cell(row, column))]);
  const { objective } = study.definition;
  const marked = isPareto(objective) ? '* is on the front' : '* is the best';
  const title = `${scoreNamesOf(objective).join(' / ')} by ${down.name} (down) and ${across.name} (across), ${marked}`;
  return `${title}\n${formatTable(header, rows)}`;
}

function ascending(parameter: Parameter): Value[] {
  return [...gridValues(parameter)].sort((a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b : 0));
}
