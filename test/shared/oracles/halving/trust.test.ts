import { expect, it } from 'vitest';
import { lowestBelieved } from '../../../../shared/oracles/halving/trust.js';
import type { OracleStudy, OracleTrial } from '../../../../shared/oracles/oracle.js';

const rungs = [1, 3, 9, 27];

/** Trials with their scores at the rungs that they reached. */
const studyOf = (scores: readonly (readonly number[])[]): OracleStudy => ({
  space: { parameters: [] },
  direction: 'min',
  epochs: 27,
  seed: 1,
  trials: scores.map((reached, number): OracleTrial => {
    const curve = reached.map((score, index) => ({ epoch: rungs[index] as number, score }));
    return { number, status: 'completed', values: {}, point: `${number}`, epochs: curve.at(-1)?.epoch ?? 0, curve };
  }),
});
const eight = Array.from({ length: 8 }, (_, index) => index + 1);

it('believes every rung until eight trials have reached it and the next', () => {
  expect(lowestBelieved(studyOf([]), rungs)).toBe(0);
  expect(lowestBelieved(studyOf(eight.slice(1).map((x) => [10 + x, 10 - x])), rungs)).toBe(0);
});

it('believes a rung whose ranking agrees with the next, and not one that is upside down', () => {
  expect(lowestBelieved(studyOf(eight.map((x) => [10 + x, x])), rungs)).toBe(0);
  expect(lowestBelieved(studyOf(eight.map((x) => [10 + x, 9 - x])), rungs)).toBe(1);
});

it('asks the next rung too, but leaves one below a whole training', () => {
  // Scores count by the best epoch so far: falling ones are their own.
  expect(lowestBelieved(studyOf(eight.map((x) => [100 + x, 50 - x, 20 + x])), rungs)).toBe(2);
  expect(lowestBelieved(studyOf(eight.map((x) => [100 + x, 50 - x, 20 + x, 9 - x])), rungs)).toBe(2);
  expect(lowestBelieved(studyOf([]), [27])).toBe(0);
});

it('believes again when later trials agree', () => {
  const misleading = eight.map((x) => [100 + x, 50 - x]);
  const telling = Array.from({ length: 24 }, (_, x) => [100 + x, 50 + x]);
  expect(lowestBelieved(studyOf([...misleading, ...telling]), rungs)).toBe(0);
});
