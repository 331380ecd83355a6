import { numberOfNext, type OracleStudy, type OracleTrial } from '../oracles/oracle.js';
import { scalarised } from '../oracles/pareto/scalarise.js';
import { weightsOf } from '../oracles/pareto/weights.js';
import type { Budget } from './records.js';
import { directionsOf, isPareto } from './scores.js';
import type { Study } from './study.js';

/**
 * What an oracle may know of a study whose run has this budget. Of a study with several objectives it sees one loss, scalarised
 * by weights that belong to a trial: so each trial is sought elsewhere on the front.
 *
 * @param trials in the order of their numbers. @default all
 * @param begun trials that have begun, known or not. @default as many as there are
 * @param number the trial that is suggested, or judged. @default the next one
 */
export function oracleStudyOf(
  { definition: { objective }, space, epochs, seed, options, trials: all }: Study,
  budget: Budget,
  trials: readonly OracleTrial[] = all,
  begun: number = trials.length,
  number: number = numberOfNext(trials),
): OracleStudy {
  const trialsLeft = budget.trials && Math.max(0, budget.trials - begun);
  const known = { space, epochs, seed, options, trialsLeft };
  const directions = directionsOf(objective);
  if (!isPareto(objective)) return { ...known, direction: directions[0] as OracleStudy['direction'], trials };
  const weights = weightsOf(directions.length, seed, number);
  return { ...known, direction: 'min', trials: scalarised(trials, weights) };
}
