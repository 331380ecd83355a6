import { describe, expect, it } from 'vitest';
import { spentBy } from '../../../shared/study/budget.js';
import {
  dollarsOf,
  dollarsOfLeg,
  formatDollars,
  formatDollarsLeft,
  formatDollarsNeeded,
  mostDollarsOfLeg,
} from '../../../shared/study/cost.js';
import type { Compute } from '../../../shared/study/records.js';
import { assigned, completed, failed, lost, studyOf } from './records.js';

/** 2 GiB: a second costs 2 × $0.0000133334. */
const compute: Compute = { megabytes: 2048, seconds: 900, architecture: 'arm64' };
const minute = { ...compute, seconds: 60 };

/** By hand: of a second, a tenth of a write and half a read. */
const watched = (seconds: number) => seconds * 0.0000007;

/**
 * By hand: 3 transitions of $0.000025, 2 invocations of $0.0000002, 3.5 writes of $0.000005, 2.5 reads of $0.0000004 and half
 * a gibibyte for 0.2 seconds.
 */
const loop = 0.000075 + 0.0000004 + 0.0000175 + 0.000001 + 0.00000133334;

describe('the dollars of a leg', () => {
  it('are its billed time at its memory, what the loop uses, and a write and a read of a checkpoint', () => {
    const leg = (changes: object) => dollarsOfLeg({ assigned: assigned(0), result: completed(0, 1, changes) }, compute);
    expect(leg({ billed: minute })).toBeCloseTo(0.001600008 + watched(60) + loop, 12);
    expect(leg({ billed: minute, checkpoint: 'c' })).toBeCloseTo(0.001600008 + watched(60) + loop + 0.0000054, 12);
    expect(leg({ billed: { ...minute, architecture: 'x86_64' } })).toBeCloseTo(0.002000004 + watched(60) + loop, 12);
    expect(leg({ billed: { ...minute, megabytes: 512 } })).toBeCloseTo(0.000400002 + watched(60) + loop, 12);
  });

  it('are, where its function broke without a bill, those from hand-out to end, but not beyond its time limit', () => {
    const leg = (at: number) =>
      dollarsOfLeg({ assigned: assigned(0), result: failed(0, 'Sandbox.Timedout', { at }) }, compute);
    expect(leg(30_000)).toBeCloseTo(0.000800004 + watched(30) + loop, 12);
    expect(leg(3_600_000)).toBeCloseTo(910 * 2 * 0.0000133334 + watched(910) + loop, 12);
    expect(leg(-5)).toBeCloseTo(loop, 12);
    const gone = { assigned: assigned(0, { at: 0 }), result: { ...lost(0), at: 30_000 } };
    expect(dollarsOfLeg(gone, compute)).toBeCloseTo(0.000800004 + watched(30) + loop, 12);
  });

  it('are those of the loop alone where its function never ran', () => {
    const leg = (code: string) =>
      dollarsOfLeg({ assigned: assigned(0), result: lost(0, { at: 30_000, failure: { code, message: '' } }) }, compute);
    expect(leg('Lambda.TooManyRequestsException')).toBeCloseTo(loop, 12);
    expect(leg('Lambda.ResourceNotReadyException')).toBeCloseTo(loop, 12);
    expect(leg('Lambda.ServiceException')).toBeCloseTo(0.000800004 + watched(30) + loop, 12);
  });

  it('are those of all attempts, from hand-out to end, where it was called again after faults of the platform', () => {
    const leg = (code: string) =>
      dollarsOfLeg({ assigned: assigned(0), result: lost(0, { at: 2e6, failure: { code, message: '' } }) }, compute);
    expect(leg('StoreUnavailable')).toBeCloseTo(2000 * 2 * 0.0000133334 + watched(2000) + loop, 12);
    expect(leg('Interrupted')).toBeCloseTo(910 * 2 * 0.0000133334 + watched(910) + loop, 12);
  });

  it('are those of the loop alone where a worker from outside trained it, and none on a laptop', () => {
    const result = completed(0, 1, { at: 60_000, seconds: 60 });
    expect(dollarsOfLeg({ assigned: assigned(0, { expires: 90_000 }), result }, compute)).toBeCloseTo(loop, 12);
    expect(dollarsOfLeg({ assigned: assigned(0), result }, undefined)).toBe(0);
    expect(dollarsOfLeg({ assigned: assigned(0) }, compute)).toBe(0);
  });

  it('are at the most those of its time limit and of ten seconds to start', () => {
    expect(mostDollarsOfLeg(compute)).toBeCloseTo(910 * 2 * 0.0000133334 + watched(910) + loop + 0.0000054, 12);
  });

  it('are reserved at the most while legs of slots run, and as the loop while workers have them', () => {
    const legs = [
      [assigned(0), completed(0, 1, { billed: minute })],
      [assigned(1)],
      [assigned(2, { expires: 1 })],
    ] as const;
    const { spent, reserved } = dollarsOf(studyOf(legs, { compute }));
    expect(spent).toBeCloseTo(0.001600008 + watched(60) + loop, 12);
    expect(reserved).toBeCloseTo(mostDollarsOfLeg(compute) + loop, 12);
    expect(spentBy(studyOf(legs, { compute }), 0).dollars).toBe(spent);
    expect(dollarsOf(studyOf(legs))).toEqual({ spent: 0, reserved: 0 });
  });

  it.each([
    [0, '$0', '$0', '$0'],
    [12.346, '$12.35', '$12.35', '$12.34'],
    [12.344, '$12.34', '$12.35', '$12.34'],
    [1, '$1.00', '$1.00', '$1.00'],
    [0.999, '$1', '$1', '$0.99'],
    [0.5, '$0.5', '$0.5', '$0.5'],
    [0.07, '$0.07', '$0.07', '$0.07'],
    [0.29, '$0.29', '$0.29', '$0.29'],
    [0.101, '$0.1', '$0.11', '$0.1'],
    [0.024365, '$0.024', '$0.025', '$0.024'],
    [0.0000123, '$0.000012', '$0.000013', '$0.000012'],
  ])('%d reads %s, as what is needed %s, and as what is left %s', (dollars, text, needed, left) => {
    expect(formatDollars(dollars)).toBe(text);
    expect(formatDollarsNeeded(dollars)).toBe(needed);
    expect(formatDollarsLeft(dollars)).toBe(left);
  });
});
