import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AskTellSession } from '../../../cli/ask-tell/session.js';
import type { Oracle, OracleTrial } from '../../../shared/oracles/oracle.js';

/** Successive halving of four trials: all train 1 epoch, the better half 3, the best 9. It waits for whole rungs. */
const halving: Oracle = {
  name: 'halving',
  endsByItself: true,
  next({ trials }, random) {
    if (trials.length < 4) return { kind: 'trial', values: { x: random() }, toEpoch: 1 };
    for (const [rung, toEpoch, size] of [
      [1, 3, 2],
      [3, 9, 1],
    ] as const) {
      if (trials.some(({ status, epochs }) => status === 'running' && epochs < rung)) return { kind: 'wait' };
      const isHere = ({ status, epochs }: OracleTrial) => status !== 'failed' && epochs >= rung;
      const best = trials.filter(isHere).sort((a, b) => (a.score as number) - (b.score as number));
      const next = best.slice(0, size).find(({ status, epochs }) => status === 'completed' && epochs === rung);
      if (next) return { kind: 'continue', trial: next.number, toEpoch };
    }
    return trials.some(({ status }) => status === 'running') ? { kind: 'wait' } : { kind: 'exhausted' };
  },
};

vi.mock('../../../shared/oracles/oracles.js', () => ({ oracleNamed: () => halving }));

const space = { parameters: [{ name: 'x', kind: 'float', min: 0, max: 1, sampling: 'linear' }] };
const create = { op: 'create', space, objective: { name: 'score', direction: 'min' }, seed: 1, maxEpochs: 9 };
let session: AskTellSession;
const call = (message: object) => session.handle(JSON.stringify(message)) as Record<string, unknown>;
const ask = () => call({ op: 'ask' });
const tell = (trial: string, score: number, epoch?: number) => call({ op: 'tell', trial, score, epoch });
const leg = (id: number, fromEpoch: number, toEpoch: number) => ({
  trial: { id: `${id}`, values: expect.objectContaining({ x: expect.any(Number) }), fromEpoch, toEpoch },
});

beforeEach(() => {
  session = new AskTellSession('halving');
  call(create);
});

describe('trials that are handed out in epochs', () => {
  it('go on where they stopped, when those to compare them with are told', () => {
    for (let id = 0; id < 4; id++) expect(ask()).toEqual(leg(id, 0, 1));
    expect(ask()).toEqual({ wait: true });
    const scores = [0.4, 0.2, 0.3, 0.1];
    for (const [id, score] of scores.slice(0, 3).entries())
      expect(tell(`${id}`, score, 1)).toEqual({ continue: false });
    expect(ask()).toEqual({ wait: true });
    tell('3', 0.1, 1);
    expect(ask()).toEqual(leg(3, 1, 3));
    expect(ask()).toEqual(leg(1, 1, 3));
    expect(tell('1', 0.15, 2)).toEqual({ continue: true });
    expect(tell('3', 0.09, 2)).toEqual({ continue: true });
    expect(tell('3', 0.08, 3)).toEqual({ continue: false });
    expect(ask()).toEqual({ wait: true });
    expect(tell('1', 0.05, 3)).toEqual({ continue: false });
    expect(ask()).toEqual(leg(1, 3, 9));
    for (let epoch = 4; epoch < 9; epoch++) expect(tell('1', 0.05, epoch)).toEqual({ continue: true });
    expect(ask()).toEqual({ wait: true });
    expect(tell('1', 0.04, 9)).toEqual({ continue: false });
    expect(ask()).toEqual({ done: true });
  });

  it('are the same trial with the same values each time', () => {
    const values = [0, 1, 2, 3].map((id) => {
      const { trial } = ask() as { trial: { values: object } };
      tell(`${id}`, id, 1);
      return trial.values;
    });
    expect(ask()).toMatchObject({ trial: { id: '0', values: values[0] } });
  });

  it('are scored by their best epoch', () => {
    for (let id = 0; id < 4; id++) ask();
    for (let id = 0; id < 4; id++) tell(`${id}`, id / 10, 1);
    expect([ask(), ask()]).toEqual([leg(0, 1, 3), leg(1, 1, 3)]);
    tell('0', 0.9, 2);
    tell('0', 0.9, 3);
    tell('1', 0.05, 2);
    tell('1', 0.9, 3);
    expect(ask()).toEqual(leg(0, 3, 9));
  });

  it('end their leg with a score that names no epoch', () => {
    for (let id = 0; id < 4; id++) ask();
    for (let id = 0; id < 4; id++) expect(tell(`${id}`, id)).toEqual({ continue: false });
    expect(ask()).toEqual(leg(0, 1, 3));
    expect(tell('0', 0, 2)).toEqual({ continue: true });
    expect(tell('0', 0)).toEqual({ continue: false });
    expect(() => tell('0', 0, 4)).toThrow('Trial 0 is not pending');
  });

  it('may fail between epochs, and are not handed out again', () => {
    for (let id = 0; id < 4; id++) ask();
    for (let id = 0; id < 4; id++) tell(`${id}`, id, 1);
    expect([ask(), ask()]).toEqual([leg(0, 1, 3), leg(1, 1, 3)]);
    tell('0', 0, 2);
    expect(call({ op: 'tell', trial: '0', failed: 'diverged' })).toEqual({ continue: false });
    expect(() => tell('0', 0, 3)).toThrow('Trial 0 is not pending');
    tell('1', 1, 3);
    expect(ask()).toEqual(leg(2, 1, 3));
  });

  it.each([
    ['the same again', 2],
    ['of an earlier leg', 1],
    ['beyond the leg', 4],
  ])('refuse an epoch that cannot come next: %s', (_, epoch) => {
    for (let id = 0; id < 4; id++) ask();
    for (let id = 0; id < 4; id++) tell(`${id}`, id, 1);
    ask();
    tell('0', 0, 2);
    expect(() => tell('0', 0, epoch)).toThrow(`Trial 0 trains up to epoch 3 and has told epoch 2: epoch ${epoch}`);
    expect(tell('0', 0, 3)).toEqual({ continue: false });
  });
});
