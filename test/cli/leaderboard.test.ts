import { beforeAll, describe, expect, it } from 'vitest';
import type { TrialDocument } from '../../shared/study/document.js';
import { rowsOfCsv, rowsOfMarkdown } from '../shared/display/read-back.js';
import { documentIn, stepladder, temporaryDirectory } from './stepladder.js';

const store = temporaryDirectory();
const leaderboard = async (...flags: string[]) => {
  const { stdout, stderr, status } = await stepladder('leaderboard', 'modes', ...flags, '--store', store);
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout.trimEnd();
};
const documents = async (...flags: string[]) => JSON.parse(await leaderboard('--format', 'json', ...flags));
const metricsIn = async (metric: string, ...flags: string[]) =>
  (await documents(...flags)).map(({ metrics }: TrialDocument) => metrics[metric]);

describe('stepladder leaderboard', () => {
  let trials: readonly TrialDocument[];
  beforeAll(async () => {
    const run = await stepladder('run', 'test/fixtures/modes.ts', '--study', 'modes', '--json', '--store', store);
    ({ trials } = documentIn(run));
  });

  it('has a Mode and a Value column for a mode and what belongs to it, and all metrics', async () => {
    const [header, ...rows] = rowsOfCsv(await leaderboard('--format', 'csv'));
    const best = [...trials].sort((a, b) => (b.score ?? 0) - (a.score ?? 0) || a.number - b.number);
    expect(header).toEqual(['rank', 'trial', 'score', 'size', 'val_loss', 'cut Mode', 'cut Value']);
    expect(rows).toEqual(
      best.map(({ number, metrics, hyperparameters: { cut_mode, cut_topn, cut_thr } }, index) =>
        [index + 1, number, metrics.score, metrics.size, metrics.val_loss, cut_mode, cut_topn ?? cut_thr ?? ''].map(
          String,
        ),
      ),
    );
    expect(rows).toHaveLength(7);
    expect(new Set(rows.map(([, , , , , mode, value]) => `${mode} ${value}`))).toEqual(
      new Set(['topn 10', 'topn 20', 'topn 30', 'a,"b"|c\\ 0', 'a,"b"|c\\ 0.125', 'a,"b"|c\\ 0.25', ' ']),
    );
  });

  it('prints the same as a table and as Markdown, numbers to five digits', async () => {
    const [header = [], ...rows] = rowsOfCsv(await leaderboard('--format', 'csv'));
    const short = (cell: string, column: number) => (column < 5 ? String(Number(Number(cell).toPrecision(5))) : cell);
    const expected = [header, ...rows.map((row) => row.map(short))];
    expect(rowsOfMarkdown(await leaderboard('--format', 'markdown'))).toEqual(expected);
    const table = await leaderboard();
    expect(table.split('\n').map((line) => line.trim().split(/\s{2,}/))).toEqual(
      expected.map((row) => row.filter((cell) => cell !== '')),
    );
  });

  it('prints the documents of the trials as JSON, with their ranks and pairs', async () => {
    const rows = await documents();
    expect(JSON.parse(await leaderboard('--json'))).toEqual(rows);
    for (const [index, { rank, pairs, ...document }] of rows.entries()) {
      const { cut_mode, cut_topn, cut_thr } = document.hyperparameters;
      expect(rank).toBe(index + 1);
      expect(document).toEqual(trials[document.number]);
      expect(pairs).toEqual({ cut: { mode: cut_mode, value: cut_topn ?? cut_thr ?? null } });
    }
  });

  it('ranks by any metric, in its own direction or the one asked for', async () => {
    const ascending = (metric: string) => trials.map(({ metrics }) => metrics[metric] as number).sort((a, b) => a - b);
    expect(await metricsIn('val_loss', '--sort', 'val_loss')).toEqual(ascending('val_loss'));
    expect(await metricsIn('size', '--sort', 'size:asc', '--limit', '2')).toEqual(ascending('size').slice(0, 2));
  });

  it.each([
    [['--sort', 'recall'], /No trial of study 'modes' has reported 'recall'. Metrics there are: score, size, val_loss/],
    [['--format', 'xml'], /Allowed choices are table, csv, markdown, json/],
    [['--format', 'csv', '--json'], /'--json' cannot be used with option '--format <name>'/],
  ])('refuses %j in one line', async (flags, message) => {
    const { stdout, stderr, status } = await stepladder('leaderboard', 'modes', ...flags, '--store', store);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
  });
});
