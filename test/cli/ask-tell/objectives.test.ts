import { describe, expect, it } from 'vitest';
import { hypervolume } from '../../../shared/math/pareto.js';
import { sessionOf } from './session-of.js';

const error = { name: 'error', direction: 'min' };
const latency = { name: 'latency', direction: 'min' };

describe('a session with several objectives', () => {
  it.each(['tpe', 'bayesian', 'auto', 'random'])('takes metrics and goes on: %s', (oracle) => {
    const { handOut, tell, ask } = sessionOf(oracle, { objective: { pareto: [error, latency] }, maxTrials: 14 });
    const points = Array.from({ length: 14 }, () => {
      const { id, values } = handOut();
      const x = values.x as number;
      expect(tell(id, { metrics: { error: 1 - x, latency: x ** 2, note: 1 } })).toEqual({ continue: false });
      return x;
    });
    expect(new Set(points).size).toBe(14);
    expect(ask()).toEqual({ done: true });
  });

  it('spends epochs on trials of the front: auto has more of it than whole trainings at random', () => {
    const space = {
      parameters: ['a', 'b', 'c'].map((name) => ({ name, kind: 'float', min: 0, max: 1, sampling: 'linear' })),
    };
    /** Hypervolume of a front that trials near by the epoch, after 270 epochs of at most 27 a trial. */
    const reached = (oracle: string, seed: number) => {
      const objective = { pareto: [error, latency] };
      const { call, tell } = sessionOf(oracle, { space, objective, seed, maxEpochs: 27, maxTrials: 1000 });
      const points: number[][] = [];
      while (points.length < 270) {
        const { trial } = call({ op: 'ask' });
        if (!trial) break;
        const { a, b, c } = trial.values as Record<string, number>;
        const distance = 1 + 9 * ((b as number) + (c as number));
        for (let epoch = (trial.fromEpoch as number) + 1; epoch <= (trial.toEpoch as number); epoch++) {
          const metrics = {
            error: distance * (1 - Math.sqrt((a as number) / distance)) + 2 / epoch,
            latency: a as number,
          };
          points.push([metrics.error, metrics.latency]);
          if (!tell(trial.id, { epoch, metrics }).continue) break;
        }
      }
      return hypervolume(points, [12, 1.1]);
    };
    for (const seed of [1, 2, 3]) expect(reached('auto', seed)).toBeGreaterThan(reached('random', seed) + 1);
  });

  it('with a weighted sum suggests what a session with that sum as its one score does', () => {
    const suggested = (objective: object, told: (x: number) => object) => {
      const { handOut, tell } = sessionOf('tpe', { objective, maxTrials: 30 });
      return Array.from({ length: 30 }, () => {
        const { id, values } = handOut();
        tell(id, told(values.x as number));
        return values.x;
      });
    };
    const objective = { sum: [error, { ...latency, weight: 0.5 }, { name: 'acc', direction: 'max' }] };
    const summed = suggested(objective, (x) => ({ metrics: { error: x, latency: x ** 2, acc: 2 * x } }));
    expect(summed).toEqual(suggested(error, (x) => ({ score: x + 0.5 * x ** 2 - 2 * x })));
  });

  it('says what is to be told where a score or half of the metrics are', () => {
    const { handOut, tell } = sessionOf('random', { objective: { pareto: [error, latency] } });
    const { id } = handOut();
    for (const told of [{ score: 1 }, { metrics: { error: 1 } }]) {
      expect(() => tell(id, told)).toThrow('"metrics":{"error":…,"latency":…}');
    }
    expect(() => tell(id, { metrics: { error: 1, latency: 'long' } })).toThrow(
      'metrics.latency: is not a finite number',
    );
    expect(() => tell(id, { metrics: { error: 1, latency: 1 }, score: 1 })).toThrow('tell either a score or failed');
    expect(tell(id, { metrics: { error: 1, latency: 1 } })).toEqual({ continue: false });
  });

  it('takes the metrics of one objective too', () => {
    const { handOut, tell } = sessionOf('random', { objective: error });
    expect(tell(handOut().id, { metrics: { error: 1 } })).toEqual({ continue: false });
    expect(() => tell(handOut().id, { metrics: { other: 1 } })).toThrow("The metric 'error' is not told");
  });
});
