import type { Space } from '../space/space.js';
import { dollarsOfLeg } from '../study/cost.js';
import type { Metrics } from '../study/records.js';
import { isPareto, partsOf } from '../study/scores.js';
import type { Study } from '../study/study.js';
import type { Trial } from '../study/trial.js';
import { hyperparametersOf } from '../tensorboard/hyperparameters.js';
import { type Cell, columnsBy, type TypedColumn } from './table.js';

/** What `columnsBy` takes for a column. */
type ColumnOf<Row> = readonly [name: string, type: TypedColumn['type'], cell: (row: Row) => Cell];

/**
 * The trials of a study, a row each in the order of their numbers. Columns are named as the paths of a trial's JSON
 * document: `number`, `score`, `hyperparameters.<name>`, `metrics.<name>` … What a trial has not is undefined: inactive
 * hyperparameters, metrics that it did not report. A metric that was not finite is NaN. A choice of values of several
 * types, or of null, is a column of texts, as in the export for TensorBoard. `dollars` is what the trial's legs have cost
 * in a deployment, 0 on a laptop.
 */
export function trialTable({ trials, space, definition: { objective, compute } }: Study): TypedColumn[] {
  const metrics = new Set([
    ...partsOf(objective).map(({ name }) => name),
    ...trials.flatMap(({ best }) => Object.keys(best?.metrics ?? {})),
  ]);
  const score: ColumnOf<Trial> = ['score', 'number', (trial) => trial.score];
  return columnsBy(trials, [
    ['number', 'whole', ({ number }) => number],
    ['status', 'text', ({ status }) => status],
    ...(isPareto(objective) ? [] : [score]),
    ['epochs', 'whole', ({ epochs }) => epochs],
    ['seconds', 'number', ({ seconds }) => seconds],
    ['dollars', 'number', ({ legs }) => legs.reduce((sum, leg) => sum + dollarsOfLeg(leg, compute), 0)],
    ['legs', 'whole', ({ legs }) => legs.length],
    ...hyperparameterColumns(space),
    ...[...metrics].map((name) => metricColumn<Trial>(name, ({ best }) => best?.metrics)),
    ['failure.code', 'text', ({ failure }) => failure?.code],
    ['failure.message', 'text', ({ failure }) => failure?.message],
  ]);
}

/** The learning curves of a study: a row for each epoch that counts, in the order of trials and epochs. */
export function epochTable({ trials }: Study): TypedColumn[] {
  const rows = trials.flatMap(({ number, reports }) => reports.map((report) => ({ number, ...report })));
  const metrics = new Set(rows.flatMap(({ metrics }) => Object.keys(metrics)));
  return columnsBy(rows, [
    ['number', 'whole', ({ number }) => number],
    ['epoch', 'whole', ({ epoch }) => epoch],
    ...[...metrics].map((name) => metricColumn<(typeof rows)[number]>(name, ({ metrics }) => metrics)),
  ]);
}

function hyperparameterColumns(space: Space): ColumnOf<Trial>[] {
  const types = { string: 'text', boolean: 'boolean', number: 'number' } as const;
  return [...hyperparametersOf(space).values()].map(({ name, type, formOf }): ColumnOf<Trial> => {
    const isWhole = type === 'number' && isWholeIn(space, name);
    const cell = ({ values }: Trial) => {
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      return value === undefined ? undefined : formOf(value);
    };
    return [`hyperparameters.${name}`, isWhole ? 'whole' : types[type], cell];
  });
}

/** Whether a hyperparameter of numbers has none with a fraction. */
function isWholeIn({ parameters }: Space, name: string): boolean {
  return parameters
    .filter((parameter) => parameter.name === name)
    .every((parameter) => {
      if (parameter.kind === 'choice') return parameter.values.every(Number.isSafeInteger);
      return parameter.kind === 'int' || (parameter.kind === 'fixed' && Number.isSafeInteger(parameter.value));
    });
}

function metricColumn<Row>(name: string, metricsOf: (row: Row) => Metrics | undefined): ColumnOf<Row> {
  const cell = (row: Row) => {
    const metrics = metricsOf(row);
    return metrics && Object.hasOwn(metrics, name) ? (metrics[name] ?? Number.NaN) : undefined;
  };
  return [`metrics.${name}`, 'number', cell];
}
