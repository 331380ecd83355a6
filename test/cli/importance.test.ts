import { beforeAll, describe, expect, it } from 'vitest';
import type { Importances } from '../../shared/importance/importance.js';
import { DirectoryStore } from '../../shared/store/directory.js';
import { TestApi } from '../shared/api/test-api.js';
import { environment, ServedApi } from './cloud/served-api.js';
import { start, stepladder, temporaryDirectory } from './stepladder.js';

const store = temporaryDirectory();
const importance = async (...flags: string[]) => {
  const { stdout, stderr, status } = await stepladder('importance', 'board', ...flags, '--store', store);
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout.trimEnd();
};
const importances = async (...flags: string[]): Promise<Importances> =>
  JSON.parse(await importance(...flags, '--json'));

describe('stepladder importance', () => {
  beforeAll(async () => {
    const flags = ['--study', 'board', '--trials', '60', '--seed', '3', '--slots', '2', '--store', store];
    expect(await stepladder('run', 'test/fixtures/board.ts', ...flags)).toMatchObject({ status: 0 });
    const few = ['--study', 'few', '--trials', '3', '--store', store];
    expect(await stepladder('run', 'test/fixtures/parabola.ts', ...few)).toMatchObject({ status: 0 });
  }, 120_000);

  it('prints the document that the library makes', async () => {
    const { method, metric, trials, hyperparameters, ...others } = await importances();
    expect([method, metric, others]).toEqual(['ped-anova', null, { study: 'board' }]);
    expect(hyperparameters[0]?.name).toBe('depth');
    const names = ['batchSize', 'depth', 'momentum', 'norm', 'optimizer', 'rate', 'regularizer'];
    expect(hyperparameters.map(({ name }) => name).sort()).toEqual(names);
    const momentum = hyperparameters.find(({ name }) => name === 'momentum');
    expect(momentum?.trials).toBeGreaterThan(0);
    expect(momentum?.trials).toBeLessThan(trials);
  });

  it('prints a table with bars as wide as the terminal lets them be', async () => {
    const { hyperparameters, trials } = await importances();
    const [title, , header, ...lines] = (await importance()).split('\n');
    expect(title).toBe(`What matters for val_loss: PED-ANOVA of ${trials} trials`);
    expect(header?.trim().split(/ {2,}/)).toEqual(['hyperparameter', 'importance', 'trials']);
    expect(lines.map((line) => line.trim().split(/ {2,}/).slice(0, 3))).toEqual(
      hyperparameters.map((each) => [each.name, each.importance.toFixed(3), String(each.trials)]),
    );
    expect(lines[0]).toMatch(/ {2}█{40}$/);
    const bars = lines.map((line) => /[█▏▎▍▌▋▊▉]*$/.exec(line)?.[0].length as number);
    expect([...bars].sort((a, b) => b - a)).toEqual(bars);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('has by fANOVA shares of the variance, and pairs', async () => {
    const { hyperparameters, pairs = [] } = await importances('--method', 'fanova');
    expect(hyperparameters[0]).toMatchObject({ name: 'depth', variance: expect.closeTo(1, 1) });
    const table = await importance('--method', 'fanova');
    expect(table).toMatch(/: fANOVA of/);
    const shown = table.split('\n').slice(table.split('\n').findIndex((line) => line.startsWith('interaction')) + 1);
    expect(shown.map((line) => line.trim().split(/ {2,}/)[0])).toEqual(
      pairs.slice(0, 5).map(({ names }) => names.join(' × ')),
    );
  });

  it('is of any metric', async () => {
    expect((await importances('--metric', 'loss')).metric).toBe('loss');
    expect(await importance('--metric', 'loss')).toMatch(/^What matters for loss: /);
  });

  it('says the same of a study in a deployment', async () => {
    const server = await ServedApi.start(new TestApi(new DirectoryStore(store)).app);
    const there = await start(['importance', 'board', '--json', '--cloud', server.url], environment).ended;
    expect(there).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(there.stdout)).toEqual(await importances());
  });

  it.each([
    ['too few trials', ['few'], /Importances take 10 trials with a score; study 'few' has 3/],
    [
      'a metric that there is not',
      ['board', '--metric', 'acc'],
      /has reported 'acc'. Metrics there are: val_loss, loss/,
    ],
    ['a method that there is not', ['board', '--method', 'shap'], /Allowed choices are ped-anova, fanova/],
  ])('refuses %s in one line', async (_, args, message) => {
    const { stdout, stderr, status } = await stepladder('importance', ...args, '--store', store);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
  });
});
