import { describe, expect, it } from 'vitest';
import { epochTable, trialTable } from '../../../shared/export/study-tables.js';
import type { TypedColumn } from '../../../shared/export/table.js';
import { assigned, completed, failed, studyOf } from '../study/records.js';

const compute = { megabytes: 1024, seconds: 60, architecture: 'arm64' } as const;
const study = studyOf(
  [
    [
      assigned(0, { values: { x: 0.5, layers: 2, kind: null, bias: true }, toEpoch: 2 }),
      completed(0, 0, {
        reports: [
          { epoch: 1, metrics: { score: 0.1 + 0.2, other: null } },
          { epoch: 2, metrics: { score: 4 } },
        ],
        billed: { ...compute, seconds: 2.5 },
      }),
    ],
    [assigned(1, { values: { x: 1, layers: 3, kind: 'null', bias: false } }), failed(1)],
    [assigned(2, { values: { x: 0.25, layers: 3, kind: 7, constructor: 'b' } })],
  ],
  {
    compute,
    space: {
      parameters: [
        { name: 'x', kind: 'float', min: 0, max: 1, sampling: 'linear' },
        { name: 'layers', kind: 'int', min: 1, max: 3, sampling: 'linear' },
        { name: 'kind', kind: 'choice', values: [null, 'null', 7] },
        { name: 'bias', kind: 'boolean' },
        { name: 'constructor', kind: 'choice', values: ['a', 'b'] },
      ],
    },
  },
);

const cellsOf = (table: readonly TypedColumn[]) => Object.fromEntries(table.map(({ name, cells }) => [name, cells]));
const typesOf = (table: readonly TypedColumn[]) => Object.fromEntries(table.map(({ name, type }) => [name, type]));

describe('the table of trials', () => {
  it('has a row for each, named by the paths of its document, with what is undefined left empty', () => {
    const table = trialTable(study);
    const { dollars, ...cells } = cellsOf(table);
    expect(cells).toEqual({
      number: [0, 1, 2],
      status: ['completed', 'failed', 'running'],
      score: [0.1 + 0.2, undefined, undefined],
      epochs: [2, 0, 0],
      seconds: [1, 1, 0],
      legs: [1, 1, 1],
      'hyperparameters.x': [0.5, 1, 0.25],
      'hyperparameters.layers': [2, 3, 3],
      'hyperparameters.kind': ['null', '"null"', '7'],
      'hyperparameters.bias': [true, false, undefined],
      'hyperparameters.constructor': [undefined, undefined, 'b'],
      'metrics.score': [0.1 + 0.2, undefined, undefined],
      'metrics.other': [Number.NaN, undefined, undefined],
      'failure.code': [undefined, 'Error', undefined],
      'failure.message': [undefined, 'why', undefined],
    });
    expect(dollars?.map((cell) => Number(cell) > 0)).toEqual([true, true, false]);
    expect(typesOf(table)).toMatchObject({
      number: 'whole',
      score: 'number',
      'hyperparameters.x': 'number',
      'hyperparameters.layers': 'whole',
      'hyperparameters.kind': 'text',
      'hyperparameters.bias': 'boolean',
    });
  });

  it('has no score where a front is looked for, but the metrics of all objectives', () => {
    const pareto = [
      { name: 'score', direction: 'min' },
      { name: 'latency', direction: 'max' },
    ] as const;
    const names = trialTable(studyOf([[assigned(0)]], { objective: { pareto: [...pareto] } })).map(({ name }) => name);
    expect(names).not.toContain('score');
    expect(names).toEqual(expect.arrayContaining(['metrics.score', 'metrics.latency']));
  });
});

describe('the table of epochs', () => {
  it('has a row for each epoch that counts', () => {
    expect(cellsOf(epochTable(study))).toEqual({
      number: [0, 0],
      epoch: [1, 2],
      'metrics.score': [0.1 + 0.2, 4],
      'metrics.other': [Number.NaN, undefined],
    });
  });
});
