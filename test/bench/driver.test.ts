import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { drive } from '../../bench/oracles/driver.js';
import type { Problem } from '../../bench/oracles/problems/problem.js';
import { float, numberOf } from '../../bench/shared/parameters.js';

const pathOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Whose score is the value, so that scores tell which trials they are of. */
const problem: Problem = {
  name: 'identity',
  parameters: [float('x', 0, 100)],
  evaluate: (values) => numberOf(values, 'x'),
};

const fake = (...args: string[]) => ({ file: process.execPath, args: [pathOf('fake-optimiser.mjs'), ...args] });
const options = { seed: 1, trials: 12, workers: 1 };
const ascending = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b);
const first = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('a driven optimiser', () => {
  it('is told each score before it is asked again', async () => {
    const run = await drive(fake(), problem, options);
    expect(run).toMatchObject({ problem: 'identity', seed: 1, workers: 1, scores: first(12) });
    expect(run.milliseconds).toHaveLength(12);
    expect(Math.min(...run.milliseconds)).toBeGreaterThan(0);
  });

  it('has as many trials pending as there are workers, which end in an order that the seed fixes', async () => {
    const orders = [];
    for (const seed of [1, 1, 2]) orders.push((await drive(fake(), problem, { ...options, seed, workers: 4 })).scores);
    const [one, again, other] = orders as [number[], number[], number[]];
    expect(one).toEqual(again);
    expect(one).not.toEqual(other);
    expect(ascending(one)).toEqual(first(12));
    expect(Math.max(...one.map((trial, told) => trial - told))).toBe(3);
  });

  it('is told of a pending trial when it waits', async () => {
    const { scores } = await drive(fake('wait', '2'), problem, { ...options, workers: 4 });
    expect(ascending(scores)).toEqual(first(12));
    expect(Math.max(...scores.map((trial, told) => trial - told))).toBe(1);
  });

  it.each([
    ['fail', /fake-optimiser\.mjs fail 5 answered: Refused: no more/],
    ['done', /nothing was suggested after 5 of 12 trials/],
    ['exit', /ended without an answer: it fell over/],
  ])('stops the run when it is at its end: %s', async (what, message) => {
    await expect(drive(fake(what, '5'), problem, options)).rejects.toThrow(message);
  });

  it('stops the run when it cannot be started', async () => {
    const missing = { file: pathOf('no-such-program'), args: [] };
    await expect(drive(missing, problem, options)).rejects.toThrow('no-such-program');
  });
});

describe('a Python peer', () => {
  const serving = (optimiser: string) => ({
    file: 'python3',
    args: ['-c', `from ask_tell import serve\n${optimiser}\nserve(Optimiser)`],
    env: { ...process.env, PYTHONPATH: pathOf('../../bench/shared/peers'), PYTHONDONTWRITEBYTECODE: '1' },
  });
  const counting = (tell: string) => `
class Optimiser:
    def __init__(self, study):
        self.names, self.asked = [p["name"] for p in study["space"]["parameters"]], 0
    def ask(self):
        self.asked += 1
        return str(self.asked), {name: self.asked for name in self.names}
    def tell(self, trial, score, epoch):
        ${tell}`;

  it('is served line by line, whatever it prints', async () => {
    const { scores } = await drive(serving(counting('print("told", trial)')), problem, { ...options, workers: 3 });
    expect(ascending(scores)).toEqual(first(13).slice(1));
  });

  it('answers with what went wrong', async () => {
    const failing = serving(counting('raise ValueError("not so")'));
    await expect(drive(failing, problem, options)).rejects.toThrow('answered: ValueError: not so');
  });
});
