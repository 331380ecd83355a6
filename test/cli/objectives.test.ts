import { describe, expect, it } from 'vitest';
import type { TrialDocument } from '../../shared/study/document.js';
import { documentIn, type Outcome, stepladder, temporaryDirectory } from './stepladder.js';

const store = temporaryDirectory();
const place = ['--store', store];
const tradeOff = 'test/fixtures/trade-off.ts';
const weighted = 'test/fixtures/weighted.ts';

const rowsOf = ({ stdout }: Outcome) => stdout.trim().split('\n');
const trialsIn = ({ stdout }: Outcome) => JSON.parse(stdout) as TrialDocument[];
const both = ({ metrics }: Pick<TrialDocument, 'metrics'>) =>
  [metrics.error as number, metrics.price as number] as const;
const isDominated = (trial: TrialDocument, trials: readonly TrialDocument[]) =>
  trials.some((other) => {
    const [[a, b], [c, d]] = [both(other), both(trial)];
    return a <= c && b <= d && (a < c || b < d);
  });

describe('a study with several objectives', () => {
  it('has a front, which `run`, `show`, `best` and `leaderboard` tell', async () => {
    const run = await stepladder('run', tradeOff, '--study', 'front', '--trials', '16', '--seed', '1', ...place);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout).toMatch(/^trial \d+ completed {2}error [\d.]+ price [\d.e-]+ \(on the front\)/m);
    expect(run.stdout).toMatch(/^Front: \d+ trials that no other dominates\ntrial +error +price +x +y\n/m);

    const document = documentIn(await stepladder('show', 'front', '--json', ...place));
    const { trials, front = [], best, objective } = document;
    expect(objective).toEqual({
      pareto: [
        { name: 'error', direction: 'min' },
        { name: 'price', direction: 'min' },
      ],
    });
    expect(best).toBeNull();
    expect(trials.every(({ score, status }) => score === null && status === 'completed')).toBe(true);
    const expected = trials.filter((trial) => !isDominated(trial, trials)).sort((a, b) => both(a)[0] - both(b)[0]);
    expect(expected.length).toBeGreaterThan(2);
    expect(front).toEqual(
      expected.map(({ number, metrics, hyperparameters }) => ({ number, metrics, hyperparameters })),
    );

    expect(trialsIn(await stepladder('best', 'front', '--json', ...place))).toEqual(expected);
    const [header, ...best_] = rowsOf(await stepladder('best', 'front', ...place));
    expect(header?.split(/\s+/)).toEqual(['trial', 'error', 'price', 'x', 'y']);
    expect(best_.map((row) => Number(row.trim().split(/\s+/)[0]))).toEqual(expected.map(({ number }) => number));

    const ranked = trialsIn(await stepladder('leaderboard', 'front', '--json', '--limit', '16', ...place));
    expect(ranked.slice(0, expected.length)).toMatchObject(expected);
    expect(ranked).toHaveLength(16);
    const [, ...board] = rowsOf(await stepladder('leaderboard', 'front', '--limit', '16', ...place));
    const ranks = board.map((row) => Number(row.trim().split(/\s+/)[0]));
    expect(ranks.filter((rank) => rank === 1)).toHaveLength(expected.length);
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));

    const shown = await stepladder('show', 'front', ...place);
    expect(shown.stdout).toMatch(/^trial +status +error +price +epochs/m);
    expect((await stepladder('list', ...place)).stdout).toMatch(
      new RegExp(`front +completed +16 +error, price +a front of ${expected.length}`),
    );
  });

  it.each(['auto', 'asha', 'hyperband', 'pbt'])('spends epochs by %s, and stops trials early', async (oracle) => {
    const flags = ['--epochs', '9', '--oracle', oracle, '--trials', '24', '--seed', '2', '--slots', '2'];
    const options = oracle === 'pbt' ? ['--population', '8', '--interval', '1'] : [];
    const early = oracle === 'asha' ? ['--halving', 'stopping'] : [];
    const run = await stepladder(
      'run',
      tradeOff,
      '--study',
      oracle,
      ...flags,
      ...options,
      ...early,
      '--json',
      ...place,
    );
    expect(run).toMatchObject({ status: 0, stderr: '' });
    const { trials, front = [], status } = documentIn(run);
    expect(status).toBe('completed');
    expect(front.length).toBeGreaterThan(1);
    const short = trials.filter(({ epochs }) => epochs < 9);
    expect(short.length).toBeGreaterThan(trials.length / 4);
    expect(trials.filter(({ epochs }) => epochs === 9).length).toBeGreaterThan(0);
  });

  it('stops by the median those alone that are poor by the weights that they were sought by', async () => {
    const flags = ['--epochs', '9', '--oracle', 'random', '--trials', '24', '--seed', '2', '--slots', '1', '--median'];
    const { trials } = documentIn(await stepladder('run', tradeOff, '--study', 'median', ...flags, '--json', ...place));
    const stopped = trials.filter(({ epochs }) => epochs < 9);
    expect(stopped.length).toBeGreaterThan(2);
    expect(stopped.length).toBeLessThan(20);
  });

  it('ends when the front stays as it is, but has no target', async () => {
    const patient = ['--oracle', 'random', '--trials', '200', '--patience', '6', '--slots', '1', '--seed', '1'];
    const run = documentIn(await stepladder('run', tradeOff, '--study', 'patient', ...patient, '--json', ...place));
    expect(run.reason).toBe('6 trials in a row brought nothing to the front');
    const late = run.trials.slice(-6);
    expect(late.every((trial) => isDominated(trial, run.trials))).toBe(true);

    const refused = await stepladder('run', tradeOff, '--study', 'target', '--target', '1', ...place);
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain('error and price are not one score');
    const resumed = await stepladder('resume', 'patient', '--target', '1', ...place);
    expect(resumed.stderr).toContain('error and price are not one score');
  });
});

describe('a study with a weighted sum', () => {
  it('has one score, by which all is ranked, and a target', async () => {
    const flags = ['--study', 'sum', '--trials', '40', '--target', '-0.7', '--seed', '3', '--slots', '1', '--json'];
    const run = documentIn(await stepladder('run', weighted, ...flags, ...place));
    expect(run.reason).toBe('a score of -0.7 is reached');
    expect(run.objective).toEqual({
      sum: [
        { name: 'accuracy', direction: 'max', weight: 1 },
        { name: 'latency', direction: 'min', weight: 0.1 },
      ],
    });
    for (const { score, metrics } of run.trials) {
      expect(score).toBeCloseTo(0.1 * (metrics.latency as number) - (metrics.accuracy as number), 12);
    }
    const scores = run.trials.map(({ score }) => score as number);
    expect(run.best?.score).toBe(Math.min(...scores));
    expect(run.front).toBeUndefined();

    const best = await stepladder('best', 'sum', ...place);
    expect(best.stdout).toMatch(/^trial \d+: -accuracy \+ 0\.1 latency -0\.\d+\n {2}x = /);
    const ranked = trialsIn(await stepladder('leaderboard', 'sum', '--json', '--limit', '100', ...place));
    expect(ranked.map(({ score }) => score)).toEqual([...scores].sort((a, b) => a - b));
    expect((await stepladder('leaderboard', 'sum', ...place)).stdout).toMatch(
      /^rank +trial +-accuracy \+ 0\.1 latency +accuracy +latency +x\n/,
    );
    expect((await stepladder('list', ...place)).stdout).toContain('-accuracy + 0.1 latency');
  });
});
