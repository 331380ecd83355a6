import { stopsEarly } from '../oracles/early-stopping.js';
import type { OracleTrial } from '../oracles/oracle.js';
import { oracleNamed } from '../oracles/oracles.js';
import { oracleStudyOf } from './oracle-study.js';
import type { Definition } from './records.js';
import type { Study } from './study.js';

/** Whether trials of a study may have to stop between two epochs. */
export function mayStop({ oracle, options, earlyStopping }: Definition): boolean {
  if (earlyStopping !== undefined) return true;
  const { stops, options: has = [] } = oracleNamed(oracle);
  return stops !== undefined && (!has.includes('halving') || options?.halving === 'stopping');
}

/**
 * Whether a trial that is running should stop now, after the last epoch that is known of it: more would not pay. With
 * several objectives it is judged by the weights that it was suggested by.
 */
export function shouldStop(study: Study, number: number): boolean {
  if (study.trial(number)?.status !== 'running') return false;
  const { oracle, earlyStopping } = study.definition;
  const known = oracleStudyOf(study, study.lastRun?.run.budget ?? {}, study.trials, study.trials.length, number);
  const trial = known.trials.find((other) => other.number === number) as OracleTrial;
  if (earlyStopping && stopsEarly(known, trial, earlyStopping)) return true;
  return oracleNamed(oracle).stops?.(known, trial) ?? false;
}
