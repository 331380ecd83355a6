import { formatNumber, formatTable, formatValue } from '../../shared/display/format.js';
import { scoreNamesOf } from '../../shared/study/scores.js';
import type { Study } from '../../shared/study/study.js';
import type { Trial } from '../../shared/study/trial.js';

/** The trials of a front, one a line: what each has by the objectives, and its hyperparameters. */
export function formatFront({ definition, space }: Study, front: readonly Trial[]): string {
  const names = [...new Set(space.parameters.map(({ name }) => name))];
  const rows = front.map(({ number, scores = [], values }) => [
    String(number),
    ...scores.map(formatNumber),
    ...names.map((name) => formatValue(values[name])),
  ]);
  return formatTable(['trial', ...scoreNamesOf(definition.objective), ...names], rows);
}
