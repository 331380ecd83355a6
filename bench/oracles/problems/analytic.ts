import type { Values } from '../../../shared/space/parameter.js';
import { fixedRandom, float, normals, numberOf } from '../../shared/parameters.js';
import type { Problem } from './problem.js';

type Vector = readonly number[];

interface Shape {
  readonly name: string;
  readonly dimensions: number;
  /** The box is [-halfWidth, halfWidth] in each dimension. */
  readonly halfWidth: number;
  /** Its least value is 0, at the origin. */
  readonly evaluate: (z: Vector) => number;
}

/** An analytic function, moved and turned by fixed random numbers so that no optimiser gains from the centre or the axes. */
function analytic({ name, dimensions, halfWidth, evaluate }: Shape): Problem {
  const names = namesOf(dimensions);
  const shift = shiftOf(name, dimensions, halfWidth);
  const axes = rotation(name, dimensions);
  return {
    name,
    parameters: names.map((each) => float(each, -halfWidth, halfWidth)),
    evaluate: (values) => {
      const moved = names.map((each, index) => numberOf(values, each) - (shift[index] as number));
      return evaluate(axes.map((axis) => dot(axis, moved)));
    },
    optimum: { score: 0, values: at(shift) },
  };
}

const namesOf = (dimensions: number) => Array.from({ length: dimensions }, (_, index) => `x${index}`);

const at = (x: Vector): Values => Object.fromEntries(x.map((each, index) => [`x${index}`, each]));

/** Where the least value of an analytic problem lies: within the inner 60 % of the box. */
function shiftOf(name: string, dimensions: number, halfWidth: number): Vector {
  const random = fixedRandom(name, 'shift');
  return Array.from({ length: dimensions }, () => 0.6 * halfWidth * (2 * random() - 1));
}

/** Orthonormal axes, so that no parameter can be optimised alone: random normal vectors after Gram and Schmidt. */
function rotation(name: string, dimensions: number): Vector[] {
  const random = fixedRandom(name, 'rotation');
  const axes: number[][] = [];
  while (axes.length < dimensions) {
    let axis = normals(random, dimensions);
    for (const other of axes) {
      const along = dot(axis, other);
      axis = axis.map((each, index) => each - along * (other[index] as number));
    }
    const length = Math.sqrt(dot(axis, axis));
    axes.push(axis.map((each) => each / length));
  }
  return axes;
}

function dot(a: Vector, b: Vector): number {
  return a.reduce((sum, each, index) => sum + each * (b[index] as number), 0);
}

const square = (x: number) => x * x;
const sum = (terms: Vector) => terms.reduce((total, each) => total + each, 0);

/** Levy's function (Levy and Montalvo 1985), whose least value 0 lies at 1, moved to the origin. */
function levy(z: Vector): number {
  const w = z.map((each) => 1 + each / 4);
  const inner = w.slice(0, -1).map((each) => square(each - 1) * (1 + 10 * square(Math.sin(Math.PI * each + 1))));
  const [first, last] = [w[0] as number, w[w.length - 1] as number];
  const end = square(last - 1) * (1 + square(Math.sin(2 * Math.PI * last)));
  return square(Math.sin(Math.PI * first)) + sum(inner) + end;
}

/** The least value of each coordinate of Styblinski and Tang's function (1990), and where it lies. */
const styblinski = { least: -39.16616570377142, at: -2.903534027771177 };

/** Styblinski and Tang's function; some axes are mirrored. The box is its own: moved, it would lose its local minima. */
function styblinskiTang(name: string, dimensions: number): Problem {
  const random = fixedRandom(name, 'mirrors');
  const signs = Array.from({ length: dimensions }, () => (random() < 0.5 ? -1 : 1));
  return {
    name,
    parameters: namesOf(dimensions).map((each) => float(each, -5, 5)),
    evaluate: (values) => {
      const x = signs.map((sign, index) => sign * numberOf(values, `x${index}`));
      return sum(x.map((each) => (each ** 4 - 16 * each * each + 5 * each) / 2));
    },
    optimum: { score: dimensions * styblinski.least, values: at(signs.map((sign) => sign * styblinski.at)) },
  };
}

/** Griewank's function (1981) on a box in which both its bowl and its ripples count. */
function griewank(z: Vector): number {
  const y = z.map((each) => 4 * each);
  const ripples = y.map((each, index) => Math.cos(each / Math.sqrt(index + 1)));
  return 1 + sum(y.map(square)) / 400 - ripples.reduce((product, each) => product * each, 1);
}

/** A bowl ten thousand times as steep along one axis as along another. */
function ellipsoid(z: Vector): number {
  return sum(z.map((each, index) => 10 ** ((4 * index) / (z.length - 1)) * each * each));
}

const hartmann3 = {
  weights: [1, 1.2, 3, 3.2],
  steepness: [3, 10, 30, 0.1, 10, 35, 3, 10, 30, 0.1, 10, 35],
  centres: [0.3689, 0.117, 0.2673, 0.4699, 0.4387, 0.747, 0.1091, 0.8732, 0.5547, 0.03815, 0.5743, 0.8828],
};

/** Hartmann's function of three dimensions (Dixon and Szegő 1978). */
function hartmann(values: Values): number {
  const x = [0, 1, 2].map((index) => numberOf(values, `x${index}`));
  const { weights, steepness, centres } = hartmann3;
  const hills = weights.map((weight, hill) => {
    const distance = x.map(
      (each, axis) => (steepness[3 * hill + axis] ?? 0) * square(each - (centres[3 * hill + axis] ?? 0)),
    );
    return weight * Math.exp(-sum(distance));
  });
  return -sum(hills);
}

/**
 * Of ten parameters, two matter, in the function that is called the six-hump camel's back (Dixon and Szegő 1978), and one
 * matters a little.
 */
function camel(values: Values): number {
  const x = 6 * numberOf(values, 'x3') - 3;
  const y = 4 * numberOf(values, 'x7') - 2;
  const back = (4 - 2.1 * x * x + x ** 4 / 3) * x * x + x * y + (4 * y * y - 4) * y * y;
  return back + 0.5 * square(numberOf(values, 'x5') - 0.3);
}

const unit = (dimensions: number) => namesOf(dimensions).map((each) => float(each, 0, 1));

export const analyticProblems: readonly Problem[] = [
  analytic({ name: 'levy-4', dimensions: 4, halfWidth: 10, evaluate: levy }),
  styblinskiTang('styblinski-6', 6),
  analytic({ name: 'griewank-3', dimensions: 3, halfWidth: 5, evaluate: griewank }),
  analytic({ name: 'ellipsoid-6', dimensions: 6, halfWidth: 5, evaluate: ellipsoid }),
  {
    name: 'hartmann-3',
    parameters: unit(3),
    evaluate: hartmann,
    optimum: { score: -3.862782147820755, values: at([0.11461434, 0.55564885, 0.85254695]) },
  },
  {
    name: 'camel-10',
    parameters: unit(10),
    evaluate: camel,
    optimum: {
      score: -1.0316284534898774,
      values: at([0.5, 0.5, 0.5, 0.5149736685, 0.5, 0.3, 0.5, 0.3218358999, 0.5, 0.5]),
    },
  },
];
