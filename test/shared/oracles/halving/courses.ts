import fc from 'fast-check';
import type { OracleOptions } from '../../../../shared/oracles/options.js';
import type { Space } from '../../../../shared/space/space.js';
import { smallSpaces, spaceOf } from '../../space/spaces.js';

/** How a study goes, whatever its oracle: the lists are gone through again and again. */
export interface Course {
  readonly space: Space;
  readonly direction: 'min' | 'max';
  readonly epochs: number;
  readonly options: OracleOptions;
  readonly slots: number;
  /** Trials that may begin. */
  readonly cap?: number | undefined;
  /** Which of the running trials goes on at each step. */
  readonly picks: readonly number[];
  /** Epochs that it trains then. */
  readonly strides: readonly number[];
  /** Losses of the epochs of the trials; a few values, so that there are equals; undefined for one that is not finite. */
  readonly losses: readonly (number | undefined)[];
  /** Whether a leg fails when it should end. */
  readonly failures: readonly boolean[];
}

export const real = spaceOf({ name: 'x', kind: 'float', min: 0, max: 1 });

interface Choices {
  readonly options: fc.Arbitrary<OracleOptions>;
  /** @default both spaces of few points, and one without end */
  readonly space?: fc.Arbitrary<Space>;
  /** @default sometimes there is none */
  readonly cap?: fc.Arbitrary<number | undefined>;
  /** Whether some trials fail, or have no score. @default they do */
  readonly withFailures?: boolean;
}

const quantities = (most: number) => fc.array(fc.nat({ max: most }), { minLength: 1, maxLength: 30 });

export function courses({ options, space, cap, withFailures = true }: Choices): fc.Arbitrary<Course> {
  const loss = fc.nat({ max: 20 });
  const list = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: 1, maxLength: 30 });
  const rarely = fc.integer({ min: 0, max: 9 }).chain((tenths) => list(fc.nat({ max: 9 }).map((n) => n < tenths)));
  return fc.record({
    space: space ?? fc.oneof(smallSpaces, fc.constant(real)),
    direction: fc.constantFrom('min' as const, 'max' as const),
    epochs: fc.integer({ min: 1, max: 30 }),
    options,
    slots: fc.integer({ min: 1, max: 6 }),
    cap: cap ?? fc.option(fc.nat({ max: 40 }), { nil: undefined }),
    picks: quantities(100),
    strides: list(fc.integer({ min: 1, max: 30 })),
    losses: list(withFailures ? fc.option(loss, { nil: undefined, freq: 4 }) : loss),
    failures: withFailures ? rarely : fc.constant([false]),
  });
}

/** Everything goes well, in a space without end. */
export const smooth = (epochs: number, chosen: OracleOptions, slots: number): Course => ({
  space: real,
  direction: 'min',
  epochs,
  options: chosen,
  slots,
  picks: [3, 1, 4, 1, 5, 9, 2, 6],
  strides: [7, 40],
  losses: [3, 8, 1, 7, 2, 9, 6, 4, 0, 5],
  failures: [false],
});
