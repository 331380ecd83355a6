import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { crossValidatedAccuracy } from '../../examples/svc-grid/accuracy.js';
import { documentIn, stepladder, temporaryDirectory } from './stepladder.js';

const store = temporaryDirectory();

/** The score matrix of a grid over two hyperparameters, a line for each trial, and the best pair. */
function expectMatrix(stdout: string): void {
  const matrix = stdout.slice(stdout.indexOf('C \\ gamma')).split('\n');
  expect(matrix[0]?.split(/\s{2,}/)).toEqual(['C \\ gamma', '0.001', '0.01', '0.1', '1', '10', '100']);
  expect(matrix.slice(1, 6).map((row) => row.trim().split(/\s{2,}/)[0])).toEqual(['0.001', '0.01', '0.1', '1', '10']);
  expect(stdout).toMatch(/Best: trial \d+ with accuracy 0\.96667\n {2}C = 10\n {2}gamma = 0\.01\n/);
  expect(stdout.match(/^trial \d+ completed/gm)).toHaveLength(30);
}

describe('stepladder run', () => {
  it('tries all pairs of examples/svc-grid once, finds what a double loop finds, and prints the matrix of scores', async () => {
    const { stdout, status } = await stepladder('run', 'examples/svc-grid', '--study', 'pairs', '--store', store);
    expect(status).toBe(0);
    expectMatrix(stdout);

    const { trials, best, ...rest } = documentIn(await stepladder('show', 'pairs', '--json', '--store', store));
    const expected: { C: number; gamma: number; score: number }[] = [];
    for (const C of [0.001, 0.01, 0.1, 1, 10]) {
      for (const gamma of [0.001, 0.01, 0.1, 1, 10, 100]) {
        expected.push({ C, gamma, score: crossValidatedAccuracy(C, gamma) });
      }
    }
    expect(trials.map(({ hyperparameters, score }) => ({ ...hyperparameters, score }))).toEqual(
      expect.arrayContaining(expected),
    );
    expect(trials).toHaveLength(30);
    expect(best?.score).toBe(Math.max(...expected.map(({ score }) => score)));
    expect(rest).toMatchObject({ status: 'completed', objective: { name: 'accuracy', direction: 'max' } });
    expect(rest.reason).toBe('every point of the search space is tried');
  });

  it('ends each accident as a failure of that trial alone, saying what happened', async () => {
    const outcome = await stepladder('run', 'test/fixtures/accidents.ts', '--slots', '1', '--json', '--store', store);
    expect(outcome.status).toBe(0);
    expect(outcome.stderr).toContain('printed by a trial');
    const { trials, best } = documentIn(outcome);
    const failures = Object.fromEntries(
      trials.map(({ hyperparameters, status, failure }) => [
        hyperparameters.accident,
        `${status} ${failure?.code}: ${failure?.message}`,
      ]),
    );
    expect(failures).toEqual({
      none: 'completed undefined: undefined',
      exit: "failed Runtime.ExitError: the trial's process exited with code 7 before it was done",
      hang: 'failed Sandbox.Timedout: the leg took longer than 4 seconds',
      memory: "failed Runtime.OutOfMemory: the trial's process ran out of its heap of 64 MiB",
      throw: 'failed RangeError: out of range',
      nan: "failed NotFiniteMetric: The metric 'score' is NaN, not a finite number",
      missing: "failed MissingMetric: The metric 'score' is missing. Metrics there are: accuracy, recall",
      kill: "failed Runtime.ExitError: the trial's process was killed by SIGKILL",
      string: 'failed Error: just text',
      odd: `failed 42: ${'x'.repeat(8000)}`,
      message: 'completed undefined: undefined',
      timer: expect.stringMatching(/^failed SyntaxError: .*JSON/),
      last: 'completed undefined: undefined',
    });
    expect(best?.score).toBe(1);
  });

  it('fails, and says why, after so many failures in a row', async () => {
    const { stdout, status } = await stepladder('run', 'test/fixtures/failing.ts', '--slots', '1', '--store', store);
    expect(status).toBe(1);
    expect(stdout).toContain('failed: 3 trials in a row failed, trial 2 with Error: no luck');
  });

  it('repeats byte for byte with the same seed and one slot', async () => {
    const run = async () => {
      const outcome = await stepladder(
        'run',
        'test/fixtures/digits.ts',
        '--seed',
        '7',
        '--slots',
        '1',
        '--trials',
        '4',
        '--json',
        '--store',
        store,
      );
      return documentIn(outcome).trials.map(({ hyperparameters, score, metrics }) => ({
        hyperparameters,
        score,
        metrics,
      }));
    };
    expect(JSON.stringify(await run())).toBe(JSON.stringify(await run()));
  });

  it('trains as many epochs as asked for, and no more than the budget of epochs', async () => {
    const args = ['run', 'test/fixtures/digits.ts', '--epochs', '2', '--total-epochs', '7', '--slots', '1', '--json'];
    const { trials, spent, reason } = documentIn(await stepladder(...args, '--store', store));
    expect(trials.map(({ epochs }) => epochs)).toEqual([2, 2, 2]);
    expect(spent.epochs).toBe(6);
    expect(reason).toBe('6 of 7 epochs are spent, and the next leg needs 2');
  });

  it.each([
    ['a target', ['--target', '0.01', '--trials', '500'], /a score of 0.01 is reached/],
    ['patience', ['--patience', '5', '--seed', '1'], /5 trials in a row brought no better score/],
    ['seconds', ['--seconds', '1'], /the budget of 1 seconds is spent/],
  ])('stops at %s', async (_, flags, reason) => {
    const outcome = await stepladder(
      'run',
      'test/fixtures/no-op.ts',
      '--slots',
      '1',
      ...flags,
      '--json',
      '--store',
      store,
    );
    expect(documentIn(outcome).reason).toMatch(reason);
    expect(outcome.status).toBe(0);
  });

  it.each([
    ['an unknown flag', ['run', 'test/fixtures/no-op.ts', '--trails', '3'], /unknown option '--trails'/],
    ['a bad number', ['run', 'test/fixtures/no-op.ts', '--trials', 'many'], /whole number/],
    [
      'an unknown oracle',
      ['run', 'test/fixtures/no-op.ts', '--oracle', 'magic'],
      /Choose one of: auto, bayesian, tpe, random, grid, hyperband, asha, pbt/,
    ],
    ['a missing module', ['run', 'test/fixtures/nothing'], /There is no tuning module at test\/fixtures\/nothing/],
    ['an unreadable module', ['run', 'test/fixtures/broken.mjs'], /cannot be loaded: .*does-not-exist/],
    ['a module that is no tuning', ['run', 'test/cli/stepladder.ts'], /has no default export/],
    ['a space without parameters', ['run', 'test/fixtures/no-parameters.ts'], /declares no hyperparameters/],
    ['a bad name', ['run', 'test/fixtures/no-op.ts', '--study', '../x'], /cannot be a study/],
    ['an unknown study', ['resume', 'nobody'], /There is no study 'nobody'/],
    ['an unknown study to show', ['show', 'nobody'], /There is no study 'nobody'/],
    ['an unknown command', ['go'], /unknown command 'go'/],
  ])('answers %s with one line and exit status 2, and writes nothing', async (_, args, message) => {
    const untouched = join(store, 'untouched');
    const { status, stdout, stderr } = await stepladder(...args, '--store', untouched);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stdout).toBe('');
    expect(status).toBe(2);
    expect(existsSync(untouched)).toBe(false);
  });
});
