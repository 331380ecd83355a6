import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { beforeAll, describe, expect, it } from 'vitest';
import { DirectoryStore } from '../../shared/store/directory.js';
import type { StudyDocument } from '../../shared/study/document.js';
import { StudyLog } from '../../shared/study/log.js';
import { hostile, writeHostileStudy } from '../fixtures/hostile-study.js';
import { TestApi } from '../shared/api/test-api.js';
import { rowsOfCsv } from '../shared/display/read-back.js';
import { lookAt } from '../ui/picture.js';
import { environment, ServedApi } from './cloud/served-api.js';
import { documentIn, start, stepladder, temporaryDirectory } from './stepladder.js';

const store = temporaryDirectory();
const out = temporaryDirectory();
let board: StudyDocument;

const exported = async (study: string, format: string, name: string, ...more: string[]) => {
  const path = join(out, name);
  const outcome = await stepladder('export', study, '--format', format, '--out', path, ...more, '--store', store);
  expect(outcome).toMatchObject({ status: 0, stderr: '' });
  return { path, said: outcome.stdout };
};

beforeAll(async () => {
  const flags = ['--trials', '12', '--seed', '3', '--slots', '1', '--json', '--store', store];
  board = documentIn(await stepladder('run', 'test/fixtures/board.ts', '--study', 'board', ...flags));
  await writeHostileStudy(new DirectoryStore(store), 'hostile');
}, 60_000);

/** What a cell is by its column, where a document has nothing or null. */
const textOf = (value: unknown) => (value === undefined ? '' : String(value));

describe('stepladder export --format csv', () => {
  it('has the trials as their documents are, with all digits', async () => {
    const { path, said } = await exported('board', 'csv', 'tables/board.csv');
    expect(said).toBe(`12 trials of study 'board': ${path}\n`);
    const [header = [], ...rows] = rowsOfCsv(readFileSync(path, 'utf8'));
    expect(header).toEqual([
      ...['number', 'status', 'score', 'epochs', 'seconds', 'dollars', 'legs'],
      ...['version', 'depth', 'norm', 'regularizer', 'batchSize', 'optimizer', 'momentum', 'rate'].map(
        (name) => `hyperparameters.${name}`,
      ),
      ...['metrics.val_loss', 'metrics.loss', 'metrics.ratio', 'failure.code', 'failure.message'],
    ]);
    const expected = board.trials.map((trial) =>
      header.map((name) => {
        const [part = '', key = ''] = name.split('.');
        if (part === 'hyperparameters') return textOf(trial.hyperparameters[key]);
        if (part === 'metrics') return textOf(trial.metrics[key] === null ? Number.NaN : trial.metrics[key]);
        if (part === 'failure') return textOf(trial.failure?.[key as 'code' | 'message']);
        return part === 'dollars' ? '0' : textOf(trial[part as 'score'] ?? undefined);
      }),
    );
    expect(rows).toEqual(expected);
  });

  it('has a row for each epoch, where that is asked for', async () => {
    const { path, said } = await exported('board', 'csv', 'epochs.csv', '--rows', 'epochs');
    const { study } = await StudyLog.open(new DirectoryStore(store), 'board');
    const epochs = study.trials.flatMap(({ number, reports }) => reports.map((report) => ({ number, ...report })));
    expect(said).toContain(`${epochs.length} epochs of`);
    const [header, ...rows] = rowsOfCsv(readFileSync(path, 'utf8'));
    expect(header).toEqual(['number', 'epoch', 'metrics.loss', 'metrics.val_loss', 'metrics.ratio']);
    const number = (value: number | null | undefined) => textOf(value === null ? Number.NaN : value);
    expect(rows).toEqual(
      epochs.map(({ number: trial, epoch, metrics }) =>
        [trial, epoch, ...[metrics.loss, metrics.val_loss, metrics.ratio].map(number)].map(String),
      ),
    );
  });
});

describe('stepladder export --format parquet', () => {
  it('has the same trials, typed', async () => {
    const { path } = await exported('board', 'parquet', 'board.parquet');
    const { buffer, byteOffset, length } = readFileSync(path);
    const rows = await parquetReadObjects({ file: buffer.slice(byteOffset, byteOffset + length) as ArrayBuffer });
    const { hyperparameters: hp, ...trial } = board.trials[1] as StudyDocument['trials'][number];
    expect(rows).toHaveLength(12);
    expect(rows[1]).toMatchObject({
      number: 1n,
      status: 'completed',
      score: trial.score,
      seconds: trial.seconds,
      'hyperparameters.depth': BigInt(hp.depth as number),
      'hyperparameters.norm': hp.norm,
      'hyperparameters.regularizer': String(hp.regularizer),
      'hyperparameters.momentum': hp.momentum,
      'hyperparameters.rate': hp.rate,
      'metrics.loss': trial.metrics.loss,
      'failure.code': null,
    });
    expect(rows[0]).toMatchObject({ score: null, 'hyperparameters.momentum': null, 'failure.code': 'Error' });
  });
});

describe('stepladder export of plots', () => {
  it('writes each as an SVG document, whose texts are texts', async () => {
    const { path, said } = await exported('hostile', 'svg', 'svg');
    const files = readdirSync(path);
    expect(files.length).toBeGreaterThan(6);
    expect(said).toBe(`${files.length} plots of study 'hostile': ${path}\n`);
    expect(files.filter((file) => !/^[\p{L}\p{N}._-]+\.svg$/u.test(file))).toEqual([]);
    for (const file of files) {
      const svg = readFileSync(join(path, file), 'utf8');
      expect(svg).toMatch(/^<svg width="960" height="\d+" xmlns=/);
      expect(svg).not.toMatch(/<script|<img/);
    }
    const lines = readFileSync(join(path, files.find((file) => file.startsWith('hyperparameters')) ?? ''), 'utf8');
    expect(lines.match(/<polyline/g)).toHaveLength(3);
    expect(lines).toContain(hostile.comment.replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
  });

  it('writes each as a PNG image of twice the size, which shows something', async () => {
    const { path } = await exported('board', 'png', 'png');
    const slices = ['batchsize', 'depth', 'momentum', 'norm', 'optimizer', 'rate', 'regularizer'];
    const files = readdirSync(path);
    expect(files.sort()).toEqual(
      [
        ...['best-for-spent-val_loss', 'contour-val_loss', 'curves-loss', 'curves-ratio', 'curves-val_loss'],
        ...['history-val_loss', 'hyperparameters-val_loss'],
        ...slices.map((name) => `slice-${name}-val_loss`),
        ...['spent', 'timeline'],
      ].map((name) => `${name}.png`),
    );
    for (const file of files) {
      const { width, height, colours } = await lookAt(readFileSync(join(path, file)));
      expect(width).toBe(1920);
      expect(height).toBeGreaterThan(200);
      expect(colours).toBeGreaterThan(20);
    }
  });

  it('says which package to install where PNG images need it', () => {
    const folder = temporaryDirectory();
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    for (const file of ['shared/errors.js', 'cli/export/load-canvas.js'])
      cpSync(join('dist', file), join(folder, file));
    const script = `
      const { loadCanvas } = await import('./cli/export/load-canvas.js');
      await loadCanvas().catch(({ code, message }) => console.log(code, message));`;
    const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: folder });
    expect(printed.toString()).toMatch(/^MissingDependency .* npm install @napi-rs\/canvas/);
  });
});

describe('a deployment', () => {
  it('gives the same table, and a report by a few requests', async () => {
    const server = await ServedApi.start(new TestApi(new DirectoryStore(store)).app);
    const place = ['--cloud', server.url];
    const table = join(out, 'there.csv');
    const args = ['export', 'hostile', '--format', 'csv', '--out', table, ...place];
    expect(await start(args, environment).ended).toMatchObject({ status: 0, stderr: '' });
    const { path } = await exported('hostile', 'csv', 'here.csv');
    expect(readFileSync(table, 'utf8')).toBe(readFileSync(path, 'utf8'));
    server.requests.length = 0;
    const report = join(out, 'there.html');
    const outcome = await start(['report', 'hostile', '--out', report, ...place], environment).ended;
    expect(outcome).toMatchObject({ status: 0, stderr: '', stdout: `4 trials of study 'hostile': ${report}\n` });
    expect(server.requests.length).toBeLessThan(5);
    expect(existsSync(report)).toBe(true);
  });
});

describe('stepladder export and report', () => {
  it.each([
    [
      'rows of what is no table',
      ['export', 'board', '--format', 'svg', '--out', out, '--rows', 'epochs'],
      /--rows is for/,
    ],
    ['a file that cannot be written', ['export', 'board', '--format', 'csv', '--out', out], /Cannot write .*EISDIR/],
    ['a study that there is not', ['report', 'nobody'], /There is no study 'nobody'/],
  ])('refuse %s', async (_, args, message) => {
    const { status, stderr } = await stepladder(...args, '--store', store);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
  });
});
