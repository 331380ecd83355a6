import { oracleNamed } from '../oracles/oracles.js';
import type { Study } from './study.js';

/** Whether a trial that is running should stop now, after the last epoch that is known of it: more would not pay. */
export function shouldStop(study: Study, number: number): boolean {
  const trial = study.trial(number);
  if (trial?.status !== 'running') return false;
  return oracleNamed(study.definition.oracle).stops?.(study, trial) ?? false;
}
