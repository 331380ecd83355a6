import { stopsEarly } from '../oracles/early-stopping.js';
import { oracleNamed } from '../oracles/oracles.js';
import type { Definition } from './records.js';
import type { Study } from './study.js';

/** Whether trials of a study may have to stop between two epochs. */
export function mayStop({ oracle, options, earlyStopping }: Definition): boolean {
  if (earlyStopping !== undefined) return true;
  const { stops, options: has = [] } = oracleNamed(oracle);
  return stops !== undefined && (!has.includes('halving') || options?.halving === 'stopping');
}

/** Whether a trial that is running should stop now, after the last epoch that is known of it: more would not pay. */
export function shouldStop(study: Study, number: number): boolean {
  const trial = study.trial(number);
  if (trial?.status !== 'running') return false;
  const { oracle, earlyStopping } = study.definition;
  if (earlyStopping && stopsEarly(study, trial, earlyStopping)) return true;
  return oracleNamed(oracle).stops?.(study, trial) ?? false;
}
