import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Curve, keyOf, secondsOfTraining, Trainings } from '../../../bench/epochs/curves/curve.js';
import { curves } from '../../../bench/epochs/curves/curves.js';
import { float } from '../../../bench/shared/parameters.js';
import { randomFor } from '../../../shared/math/random.js';
import { defaultOf } from '../../../shared/space/domain.js';
import type { Values } from '../../../shared/space/parameter.js';
import { randomPoint } from '../../../shared/space/points.js';
import { chooseValues, parseSpace } from '../../../shared/space/space.js';

const named = curves.map((curve) => [curve.name, curve] as const);
const spaceOf = ({ parameters }: Pick<Curve, 'parameters'>) => parseSpace({ parameters });
const pointsOf = (curve: Curve, count: number) => {
  const random = randomFor('test', curve.name);
  return Array.from({ length: count }, () => randomPoint(spaceOf(curve), random));
};

function scoresOf(curve: Curve, values: Values, epochs: number): number[] {
  const training = curve.train(values);
  return Array.from({ length: epochs }, () => training.next().value as number);
}

/** The share of pairs that two scores order alike. */
function agreement(a: readonly number[], b: readonly number[]): number {
  let [alike, pairs] = [0, 0];
  for (let first = 0; first < a.length; first++) {
    for (let second = 0; second < first; second++) {
      const differenceIn = (scores: readonly number[]) => (scores[first] as number) - (scores[second] as number);
      alike += Number(differenceIn(a) * differenceIn(b) > 0);
      pairs += 1;
    }
  }
  return alike / pairs;
}

describe('the curves', () => {
  it('have names of their own', () => {
    expect(new Set(curves.map(({ name }) => name)).size).toBe(curves.length);
  });

  it.each(named)('are finite anywhere up to the last epoch, the same again, and take time: %s', (_, curve) => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const values = randomPoint(spaceOf(curve), randomFor(seed));
        const scores = scoresOf(curve, values, curve.epochs);
        expect(scores.filter((score) => !(score >= 0 && score < 100))).toEqual([]);
        expect(scoresOf(curve, values, 3)).toEqual(scores.slice(0, 3));
        expect(curve.seconds(values)).toBeGreaterThan(0);
      }),
      { numRuns: 10 },
    );
  });

  it('are the same in another process', () => {
    const module = JSON.stringify(new URL('../../../bench/epochs/curves/curves.ts', import.meta.url).href);
    const points = curves.map((curve) => chooseValues(spaceOf(curve), defaultOf));
    const code = `const { curves } = await import(${module});
      const scores = curves.map(({ train }, index) => {
        const training = train(${JSON.stringify(points)}[index]);
        return [training.next().value, training.next().value];
      });
      console.log(JSON.stringify(scores));`;
    const cwd = fileURLToPath(new URL('../../..', import.meta.url));
    const args = ['--import', 'tsx', '--input-type=module', '-e', code];
    const scores = JSON.parse(execFileSync(process.execPath, args, { cwd, encoding: 'utf8' }));
    expect(scores).toEqual(curves.map((curve, index) => scoresOf(curve, points[index] as Values, 2)));
  });

  it.each(named)(
    'can be learnt from: some points come below a model that has learnt nothing, and far apart: %s',
    (_, curve) => {
      const finals = pointsOf(curve, 12).map((values) => Math.min(...scoresOf(curve, values, curve.epochs)));
      expect(Math.min(...finals)).toBeLessThan(0.6 * curve.untrained);
      expect(Math.max(...finals)).toBeGreaterThan(1.3 * Math.min(...finals));
    },
  );

  it.each([
    ['crossing', 0.4, 0.6],
    ['slow-styblinski', 0.55, 0.8],
    ['mlp-spirals', 0.55, 0.8],
  ])('say in their first epoch what they should of the last: %s', (name, least, most) => {
    const curve = curves.find((each) => each.name === name) as Curve;
    const scores = pointsOf(curve, 60).map((values) => scoresOf(curve, values, curve.epochs));
    const at = (epoch: number) => scores.map((each) => each[epoch - 1] as number);
    expect(agreement(at(1), at(curve.epochs))).toBeGreaterThan(least);
    expect(agreement(at(1), at(curve.epochs))).toBeLessThan(most);
    expect(agreement(at(Math.ceil(curve.epochs / 2)), at(curve.epochs))).toBeGreaterThan(0.85);
  });
});

describe('trainings', () => {
  /** Counts the epochs trained. */
  function counted() {
    const trained: Values[] = [];
    const curve: Curve = {
      name: 'counted',
      parameters: [float('x', 0, 1), float('y', 0, 1)],
      epochs: 5,
      untrained: 9,
      seconds: ({ x }) => x as number,
      *train(values) {
        for (let epoch = 1; epoch <= 5; epoch++) {
          trained.push(values);
          yield epoch + (values.x as number);
        }
      },
    };
    return { curve, trained };
  }

  it('train each epoch of a point once, and none before it is asked for', () => {
    const { curve, trained } = counted();
    const trainings = new Trainings(curve);
    expect(trainings.score({ x: 0.5, y: 0 }, 2)).toBe(2.5);
    expect(trained).toHaveLength(2);
    expect(trainings.score({ y: 0, x: 0.5 }, 3)).toBe(3.5);
    expect(trainings.score({ x: 0.5, y: 0 }, 1)).toBe(1.5);
    expect(trained).toHaveLength(3);
    expect(trainings.score({ x: 0.25, y: 0 }, 1)).toBe(1.25);
    expect(trained).toHaveLength(4);
  });

  it('know a point by its active values, whatever their order', () => {
    const { curve } = counted();
    expect(keyOf(curve, { y: 1, x: 0.5 })).toBe(keyOf(curve, { x: 0.5, y: 1 }));
    expect(keyOf(curve, { x: 0.5 })).not.toBe(keyOf(curve, { y: 0.5 }));
  });

  it('take the epochs times the mean seconds of an epoch', () => {
    expect(secondsOfTraining(counted().curve)).toBeCloseTo(2.5, 0);
  });
});
