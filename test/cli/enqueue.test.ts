import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { documentIn, stepladder, temporaryDirectory } from './stepladder.js';

const store = temporaryDirectory();
const tuning = 'test/fixtures/parabola.ts';
const run = (study: string, ...flags: string[]) =>
  stepladder('run', tuning, '--study', study, '--slots', '1', '--seed', '1', '--store', store, '--json', ...flags);

describe('stepladder run --enqueue', () => {
  it('tries its points first, and after a resume those that are left', async () => {
    const points = ['--enqueue', '{"x":0.25}', '--enqueue', '[{"x":0.5},{}]', '--enqueue', '{"x":0.75}'];
    expect(documentIn(await run('some', ...points, '--trials', '2')).trials).toHaveLength(2);
    const resumed = documentIn(await stepladder('resume', 'some', '--trials', '5', '--store', store, '--json'));
    const tried = resumed.trials.map(({ hyperparameters }) => hyperparameters.x);
    expect(tried.slice(0, 4)).toEqual([0.25, 0.5, 0, 0.75]);
    expect(tried).toHaveLength(5);
  });

  it.each([
    ['no JSON', '{x:1}', 'It must be a JSON object of hyperparameters, or an array of such'],
    ['no point', '{"x":[1]}', 'It must be a JSON object of hyperparameters, or an array of such'],
    [
      'a name that the space lacks',
      '{"y":1}',
      'The enqueued point {"y":1} names y, which the search space does not have',
    ],
    ['a value that it lacks', '{"x":2}', 'gives x the value 2, which is not in {"kind":"float","min":0,"max":1'],
  ])('refuses %s, and writes nothing', async (_, point, message) => {
    const outcome = await run('none', '--enqueue', point);
    expect(outcome).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining(message) });
    expect(existsSync(join(store, 'studies', 'none'))).toBe(false);
  });

  it('refuses points where the space is not known before the first trial', async () => {
    const flags = ['--enqueue', '{"x":0.5}', '--store', store];
    const outcome = await stepladder('run', 'test/fixtures/no-op.ts', ...flags);
    expect(outcome).toMatchObject({ status: 2, stderr: expect.stringContaining('declare `space` in the tuning') });
  });
});

describe('stepladder enqueue', () => {
  const enqueue = (...args: string[]) => stepladder('enqueue', ...args, '--store', store);

  it('has a study that has ended try a point when it goes on, and a tried one only if told so', async () => {
    await run('later', '--trials', '2');
    expect(await enqueue('later', 'x=0.25')).toEqual({
      status: 0,
      stderr: '',
      stdout: "1 point waits to be tried by study 'later', when it goes on: `stepladder resume later`\n",
    });
    expect(await enqueue('later', 'x=0.25')).toMatchObject({ status: 2, stderr: expect.stringContaining('again') });
    expect((await enqueue('later', 'x=0.25', '--again')).stdout).toMatch(/^2 points wait /);
    expect((await enqueue('later')).stdout).toMatch(/^3 points wait /);
    const resumed = documentIn(await stepladder('resume', 'later', '--trials', '6', '--store', store, '--json'));
    const tried = resumed.trials.map(({ hyperparameters }) => hyperparameters.x);
    expect(tried.slice(2, 5)).toEqual([0.25, 0.25, 0]);
    expect(resumed).toMatchObject({ waiting: 0, spent: { trials: 6 } });
  });

  it.each([
    ['no pair', ['x'], '"x" is no hyperparameter: give name=value'],
    ['a name that the space lacks', ['y=1'], 'names y, which the search space does not have'],
    ['a value that it lacks', ['x=much'], 'gives x the value "much"'],
  ])('refuses %s', async (_, pairs, message) => {
    await run('some-more', '--trials', '1');
    expect(await enqueue('some-more', ...pairs)).toMatchObject({ status: 2, stderr: expect.stringContaining(message) });
  });
});
