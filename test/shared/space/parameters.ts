import fc from 'fast-check';
import type { Numeric } from '../../../shared/space/numeric.js';
import type { Parameter, Sampling } from '../../../shared/space/parameter.js';
import { parseSpace } from '../../../shared/space/space.js';

/** A parameter as the schema gives it out. */
export function parameterOf(declaration: object): Parameter {
  return parseSpace({ parameters: [{ name: 'x', ...declaration }] }).parameters[0] as Parameter;
}

export function floatOf(min: number, max: number, sampling: Sampling = 'linear', step?: number): Numeric {
  return parameterOf({ kind: 'float', min, max, sampling, ...(step !== undefined && { step }) }) as Numeric;
}

export function intOf(min: number, max: number, sampling: Sampling = 'linear', step?: number): Numeric {
  return parameterOf({ kind: 'int', min, max, sampling, ...(step !== undefined && { step }) }) as Numeric;
}

/** The number that `digits` with the decimal point moved `places` to the left is written as. */
export function decimal(digits: number, places: number): number {
  return Number(`${digits}e-${places}`);
}

const logarithms = fc.constantFrom<Sampling>('log', 'reverse_log');
export const samplings = fc.constantFrom<Sampling>('linear', 'log', 'reverse_log');

const linearFloatGrids = fc
  .record({
    places: fc.integer({ min: 0, max: 4 }),
    min: fc.integer({ min: -2000, max: 2000 }),
    step: fc.integer({ min: 1, max: 60 }),
    count: fc.integer({ min: 0, max: 60 }),
    rest: fc.double({ min: 0, max: 0.9, noNaN: true }),
  })
  .map(({ places, min, step, count, rest }) =>
    floatOf(
      decimal(min, places),
      decimal(min + step * count, places) + rest * decimal(step, places),
      'linear',
      decimal(step, places),
    ),
  );

const linearIntGrids = fc
  .record({
    min: fc.integer({ min: -1000, max: 1000 }),
    length: fc.integer({ min: 0, max: 200 }),
    step: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
  })
  .map(({ min, length, step }) => intOf(min, min + length, 'linear', step));

const logFloatGrids = fc
  .record({
    sampling: logarithms,
    min: fc.integer({ min: 1, max: 999 }),
    places: fc.integer({ min: 0, max: 9 }),
    step: fc.constantFrom(1.1, 1.5, 2, 3, 10),
    count: fc.integer({ min: 0, max: 8 }),
    rest: fc.double({ min: 1, max: 1.09, noNaN: true }),
  })
  .map(({ sampling, min, places, step, count, rest }) => {
    const lowest = decimal(min, places);
    return floatOf(lowest, lowest * step ** count * rest, sampling, step);
  });

const logIntGrids = fc
  .record({
    sampling: logarithms,
    min: fc.integer({ min: 1, max: 50 }),
    length: fc.integer({ min: 0, max: 300 }),
    step: fc.option(fc.integer({ min: 2, max: 10 }), { nil: undefined }),
  })
  .map(({ sampling, min, length, step }) => intOf(min, min + length, sampling, step));

/** Ranges whose values can be listed. */
export const grids: fc.Arbitrary<Numeric> = fc.oneof(linearFloatGrids, linearIntGrids, logFloatGrids, logIntGrids);

/** Floats without a step. */
export const continuous: fc.Arbitrary<Numeric> = fc
  .record({
    sampling: samplings,
    min: fc.double({ min: 1e-9, max: 1e3, noNaN: true }),
    length: fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
    shift: fc.double({ min: -1e3, max: 0, noNaN: true }),
  })
  .map(({ sampling, min, length, shift }) => {
    const lowest = sampling === 'linear' ? min + shift : min;
    return floatOf(lowest, lowest + length, sampling);
  });

const scalars = fc.oneof(fc.string({ maxLength: 4 }), fc.integer(), fc.boolean(), fc.constant(null));

const choices = fc
  .uniqueArray(scalars, { minLength: 1, maxLength: 8 })
  .map((values) => parameterOf({ kind: 'choice', values }));

/** Parameters of every kind whose values can be listed. */
export const listable: fc.Arbitrary<Parameter> = fc.oneof(
  { weight: 4, arbitrary: grids },
  choices,
  fc.constant(parameterOf({ kind: 'boolean' })),
  scalars.map((value) => parameterOf({ kind: 'fixed', value })),
);

export const anyParameter: fc.Arbitrary<Parameter> = fc.oneof({ weight: 3, arbitrary: listable }, continuous);

/** Positions, both ends often among them. */
export const units = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }));
