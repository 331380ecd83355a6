import { beforeAll, describe, expect, it } from 'vitest';
import tuning from '../../examples/retrieval/index.js';
import { HyperParameters } from '../../shared/space/hyperparameters.js';
import type { Values } from '../../shared/space/parameter.js';
import type { StudyDocument, TrialDocument } from '../../shared/study/document.js';
import { documentIn, stepladder, temporaryDirectory } from '../cli/stepladder.js';
import { rowsOfCsv, rowsOfMarkdown } from '../shared/display/read-back.js';

const header = [
  ...['rank', 'trial', 'f1', 'ndcg', 'precision', 'recall', 'source'],
  ...['filter1 Mode', 'filter1 Value', 'filter2 Mode', 'filter2 Value'],
];
const metrics = ['f1', 'ndcg', 'precision', 'recall'];
const store = temporaryDirectory();
const leaderboard = async (...flags: string[]) => {
  const { stdout, status } = await stepladder('leaderboard', 'search', ...flags, '--store', store);
  expect(status).toBe(0);
  return stdout.trimEnd();
};

/** The row that a trial has, from its document alone. */
function rowOf({ number, metrics: scores, hyperparameters }: TrialDocument, index: number) {
  const { source, filter1_mode, filter2_mode } = hyperparameters;
  const value = (filter: string, mode: unknown) => hyperparameters[`${filter}_${mode}`];
  return [
    ...[index + 1, number, ...metrics.map((metric) => scores[metric]), source],
    ...[filter1_mode, value('filter1', filter1_mode), filter2_mode, value('filter2', filter2_mode)],
  ];
}

describe('the study of examples/retrieval', () => {
  let shown: StudyDocument;
  let best: TrialDocument[];

  beforeAll(async () => {
    await stepladder('run', 'examples/retrieval', '--study', 'search', '--seed', '3', '--store', store);
    shown = documentIn(await stepladder('show', 'search', '--json', '--store', store));
    best = [...shown.trials].sort((a, b) => (b.score ?? 0) - (a.score ?? 0) || a.number - b.number).slice(0, 20);
  }, 120_000);

  it('completes its 60 trials', () => {
    expect(shown).toMatchObject({ status: 'completed', objective: { name: 'f1', direction: 'max' } });
    expect(shown.trials.map(({ status }) => status)).toEqual(new Array(60).fill('completed'));
  });

  it('ends with 20 rows by F1, each mode beside its own kind of value', async () => {
    const [head, ...rows] = rowsOfCsv(await leaderboard('--format', 'csv'));
    expect(head).toEqual(header);
    expect(rows).toEqual(best.map((trial, index) => rowOf(trial, index).map(String)));
    expect(rows).toHaveLength(20);
    for (const row of rows) {
      const [mode1, value1, mode2, value2] = row.slice(7) as [string, string, string, string];
      expect(mode1).toMatch(/^(topn|thr)$/);
      expect(mode2).toMatch(/^(topn|hitxt)$/);
      if (mode1 === 'topn') expect(value1).toMatch(/^[1-9]\d{0,3}$/);
      else expect(Number(value1)).toBeLessThanOrEqual(1);
      expect(Number(value2)).toBeLessThanOrEqual(mode2 === 'topn' ? 100 : 4);
      expect(value2).toMatch(/^[1-9]\d*$/);
    }
  });

  it('prints the same rows as a table, as Markdown and as JSON', async () => {
    const short = (value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(5)) : value);
    const read = (cell: string) => (Number.isNaN(Number(cell)) ? cell : Number(cell));
    const rows = [header, ...best.map((trial, index) => rowOf(trial, index).map(short))];
    const table = (await leaderboard()).split('\n').map((line) => line.trim().split(/\s{2,}/));
    expect(table.map((row) => row.map(read))).toEqual(rows);
    expect(rowsOfMarkdown(await leaderboard('--format', 'markdown'))).toEqual(table);
    const documents = JSON.parse(await leaderboard('--format', 'json'));
    expect(documents.map(({ rank, pairs, ...document }: { rank: number; pairs: object }) => document)).toEqual(best);
    expect(documents.map(({ pairs }: { pairs: object }) => pairs)).toEqual(
      best.map(({ hyperparameters: { filter1_mode, filter2_mode, ...values } }) => ({
        filter1: { mode: filter1_mode, value: values[`filter1_${filter1_mode}`] },
        filter2: { mode: filter2_mode, value: values[`filter2_${filter2_mode}`] },
      })),
    );
  });

  it.each(metrics)('is sortable by %s', async (metric) => {
    const rows = rowsOfCsv(await leaderboard('--format', 'csv', '--sort', metric)).slice(1);
    const best = shown.trials.map(({ metrics }) => metrics[metric] as number).sort((a, b) => b - a);
    expect(rows.map((row) => Number(row[header.indexOf(metric)]))).toEqual(best.slice(0, 20));
  });

  it('has scores that do not depend on when and where they are computed', () => {
    const [{ hyperparameters, metrics } = best[0] as TrialDocument] = best;
    expect(tuning.evaluate(new HyperParameters(hyperparameters))).toEqual(metrics);
  });
});

it('F1 is best neither where the filters let little through nor where they let much through', () => {
  const f1 = (values: Values) => tuning.evaluate(new HyperParameters({ source: 'definition', ...values })).f1;
  const counts = (first: number, second: number) =>
    f1({ filter1_mode: 'topn', filter1_topn: first, filter2_mode: 'topn', filter2_topn: second });
  const optimum = counts(24, 17);
  for (const [first, second] of [
    [1, 17],
    [1000, 17],
    [24, 1],
    [1000, 100],
  ] as const) {
    expect(counts(first, second)).toBeLessThan(optimum - 0.01);
  }
  const threshold = (share: number) =>
    f1({ filter1_mode: 'thr', filter1_thr: share, filter2_mode: 'topn', filter2_topn: 17 });
  expect(threshold(0.3)).toBeGreaterThan(Math.max(threshold(0), threshold(1)));
});
