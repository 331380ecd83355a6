import type { OracleStudy } from '../oracle.js';
import { factorOf, leastEpochsOf, roundedUp, rungsOf } from './rungs.js';

/** Of a bracket: the first round is of new trials, each other of the best of the round before. */
export interface Round {
  /** Trials that it has places for. */
  readonly size: number;
  /** Epochs up to which it trains them. */
  readonly epochs: number;
}

/** Rounds of successive halving, the last one up to a whole training. */
export type Bracket = readonly Round[];

/**
 * The brackets of one iteration of Hyperband (Li et al. 2018), that with the most rounds first, by Keras Tuner's formulas. Of R
 * epochs and factor f, round r of the bracket with b + 1 rounds has ceil(ceil(1 + log_f R) / (b + 1) * f^(b - r)) trials, which
 * it trains up to ceil(R / f^(b - r)) epochs. With `minEpochs` it is the logarithm of R / minEpochs.
 */
export function bracketsOf(study: OracleStudy): Bracket[] {
  const factor = factorOf(study);
  const rungs = rungsOf(study);
  const isPower = rungs[0] === leastEpochsOf(study);
  const logarithm = isPower ? rungs.length - 1 : rungs.length;
  return rungs.map((_, lowest) => {
    const rounds = rungs.length - lowest;
    return rungs.slice(lowest).map((epochs, round) => {
      return { size: roundedUp(((1 + logarithm) * factor ** (rounds - 1 - round)) / rounds), epochs };
    });
  });
}

/** A bracket in which only so many trials may begin: later rounds shrink in proportion, so it still halves. */
export function shortened(bracket: Bracket, trials: number): Bracket {
  const whole = bracket[0]?.size ?? 0;
  return bracket.map(({ size, epochs }) => ({ size: Math.ceil((trials * size) / whole), epochs }));
}
