import type { Assigned, Definition, Result, Run } from '../../../shared/study/records.js';
import { Study } from '../../../shared/study/study.js';

/** Records with everything that a test doesn't care about filled in. */
export const definition = (changes: Partial<Definition> = {}): Definition => ({
  study: 's',
  tuning: 't',
  objective: { name: 'score', direction: 'min' },
  space: { parameters: [{ name: 'x', kind: 'float', min: 0, max: 1, sampling: 'linear' }] },
  oracle: 'random',
  seed: 1,
  epochs: 1,
  retries: 0,
  maxConsecutiveFailures: 3,
  budget: {},
  slots: 1,
  trialFunction: 't',
  execution: 'e',
  created: 0,
  ...changes,
});

export const run = (changes: Partial<Run> = {}): Run => ({
  run: 1,
  execution: 'e',
  budget: {},
  slots: 1,
  started: 0,
  ...changes,
});

/** Leg `leg` of a trial of the same number, asked for by slot 0. */
export const assigned = (leg: number, changes: Partial<Assigned> = {}): Assigned => ({
  leg,
  trial: leg,
  values: { x: leg / 1000 },
  fromEpoch: 0,
  toEpoch: 1,
  ask: `0001/01/000/${String(leg).padStart(4, '0')}`,
  run: 1,
  slot: 0,
  at: leg,
  ...changes,
});

/** A leg that completed its one epoch with a score. */
export const completed = (leg: number, score: number, changes: Partial<Result> = {}): Result => ({
  leg,
  status: 'completed',
  reports: [{ epoch: 1, metrics: { score } }],
  seconds: 1,
  at: leg,
  ...changes,
});

export const failed = (leg: number, code = 'Error', changes: Partial<Result> = {}): Result => ({
  leg,
  status: 'failed',
  reports: [],
  seconds: 1,
  failure: { code, message: 'why' },
  at: leg,
  ...changes,
});

export const lost = (leg: number, changes: Partial<Result> = {}): Result => ({
  leg,
  status: 'lost',
  reports: [],
  seconds: 0,
  at: leg,
  ...changes,
});

/** A study with these records, applied in the order given. */
export function studyOf(
  legs: readonly (readonly [Assigned, (Result | undefined)?])[],
  changes: Partial<Definition> = {},
  runs: readonly Run[] = [run()],
): Study {
  const study = new Study(definition(changes));
  for (const each of runs) study.applyRun(each);
  for (const [handed, result] of legs) {
    study.applyAssigned(handed);
    if (result) study.applyResult(result);
  }
  return study;
}
