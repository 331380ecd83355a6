import type { OracleStudy, OracleTrial } from '../oracles/oracle.js';
import type { Budget } from './records.js';
import type { Study } from './study.js';

/**
 * What an oracle may know of a study whose run has this budget.
 *
 * @param trials in the order of their numbers. @default all
 * @param begun trials that have begun, known or not. @default as many as there are
 */
export function oracleStudyOf(
  { space, direction, epochs, seed, options, trials: all }: Study,
  budget: Budget,
  trials: readonly OracleTrial[] = all,
  begun: number = trials.length,
): OracleStudy {
  const trialsLeft = budget.trials && Math.max(0, budget.trials - begun);
  return { space, direction, epochs, seed, options, trials, trialsLeft };
}
