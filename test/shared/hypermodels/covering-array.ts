import { everyValue, isContinuous } from '../../../shared/space/domain.js';
import type { Parameter, Value, Values } from '../../../shared/space/parameter.js';
import { chooseValues, type Space } from '../../../shared/space/space.js';

/** Points of a space in which any two values of any two hyperparameters meet, of continuous ones their least and greatest. */
export function coveringArray(space: Space): Values[] {
  const columns = space.parameters.map(valuesOf);
  const missing = new Set(pairsOf(columns));
  const rows: Values[] = [];
  for (const pair of missing) {
    const row = completed(pair, columns, missing);
    for (const [first] of columns.entries()) {
      for (let second = first + 1; second < columns.length; second++) {
        missing.delete(pairKey(first, row[first] as number, second, row[second] as number));
      }
    }
    rows.push(pointAt(space, columns, row));
  }
  return rows;
}

function valuesOf(parameter: Parameter): Value[] {
  const continuous = isContinuous(parameter) || ('sampling' in parameter && parameter.sampling === 'log');
  return 'min' in parameter && continuous ? [parameter.min, parameter.max] : [...everyValue(parameter)];
}

function pairKey(...pair: [first: number, value: number, second: number, value: number]): string {
  return pair.join();
}

/** Columns with many values first: their pairs need most rows. */
function pairsOf(columns: readonly Value[][]): string[] {
  const pairs = columns.flatMap((a, first) =>
    columns.flatMap((b, second) =>
      second <= first
        ? []
        : a.flatMap((_, i) => b.map((_, j) => ({ key: pairKey(first, i, second, j), size: a.length * b.length }))),
    ),
  );
  return pairs.sort((a, b) => b.size - a.size).map(({ key }) => key);
}

/** Fills the other columns, each with the value that meets most of those set which it has not met yet. */
function completed(pair: string, columns: readonly Value[][], missing: ReadonlySet<string>): number[] {
  const [first = 0, i = 0, second = 0, j = 0] = pair.split(',').map(Number);
  const row: (number | undefined)[] = columns.map(() => undefined);
  row[first] = i;
  row[second] = j;
  for (const [column, values] of columns.entries()) {
    row[column] ??= best(values.map((_, value) => newPairs(row, column, value, missing)));
  }
  return row as number[];
}

function newPairs(
  row: readonly (number | undefined)[],
  column: number,
  value: number,
  missing: ReadonlySet<string>,
): number {
  return row.filter((other, index) => {
    if (other === undefined || index === column) return false;
    return missing.has(index < column ? pairKey(index, other, column, value) : pairKey(column, value, index, other));
  }).length;
}

function best(counts: readonly number[]): number {
  return counts.indexOf(Math.max(...counts));
}

/** A name that stands twice, or is inactive, has what the space says. */
function pointAt(space: Space, columns: readonly Value[][], row: readonly number[]): Values {
  return chooseValues(space, (parameter) => {
    const column = space.parameters.indexOf(parameter);
    return columns[column]?.[row[column] as number] as Value;
  });
}
