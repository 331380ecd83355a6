import fc from 'fast-check';

/** Numbers of an interval, mostly uniform: fast-check's own are uniform in their exponents, so nearly all of them tiny. */
export function real(min: number, max: number): fc.Arbitrary<number> {
  const steps = 2 ** 31 - 1;
  const uniform = fc.integer({ min: 0, max: steps }).map((step) => min + (max - min) * (step / steps));
  return fc.oneof({ arbitrary: uniform, weight: 4 }, { arbitrary: fc.double({ min, max, noNaN: true }), weight: 1 });
}
