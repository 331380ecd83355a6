import { crossValidatedAccuracy } from '../../../../examples/svc-grid/accuracy.js';
import type { Losses } from '../../../../shared/math/pareto.js';
import type { Values } from '../../../../shared/space/parameter.js';
import { parseSpace, type Space } from '../../../../shared/space/space.js';

/** A problem of two objectives to minimise. */
export interface Problem {
  readonly space: Space;
  readonly lossesOf: (values: Values) => Losses;
  /** For the hypervolume: hardly better than the worst. */
  readonly reference: Losses;
}

const cube = (dimensions: number) =>
  parseSpace({
    parameters: Array.from({ length: dimensions }, (_, k) => ({ name: `x${k}`, kind: 'float', min: 0, max: 1 })),
  });

/** ZDT1 and ZDT2 (Zitzler, Deb and Thiele 2000) in five dimensions: the front is where all but the first are 0. */
function zdt(shape: (ratio: number) => number): Problem {
  return {
    space: cube(5),
    reference: [1.1, 7],
    lossesOf: (values) => {
      const [first = 0, ...rest] = Object.values(values) as number[];
      const g = 1 + (9 * rest.reduce((sum, x) => sum + x, 0)) / rest.length;
      return [first, g * (1 - shape(first / g))];
    },
  };
}

/** Error of a support vector classifier, and how freely it may bend: logarithms of its penalty and of its kernel's narrowness. */
const classifier: Problem = {
  space: parseSpace({
    parameters: [
      { name: 'C', kind: 'float', min: 1e-3, max: 1e3, sampling: 'log' },
      { name: 'gamma', kind: 'float', min: 1e-4, max: 1e2, sampling: 'log' },
    ],
  }),
  reference: [0.7, 12],
  lossesOf: ({ C, gamma }) => [
    1 - crossValidatedAccuracy(C as number, gamma as number),
    Math.log10(C as number) + 3 + (Math.log10(gamma as number) + 4),
  ],
};

export const problems = { zdt1: zdt(Math.sqrt), zdt2: zdt((ratio) => ratio ** 2), classifier };
