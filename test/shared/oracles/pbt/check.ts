import { expect } from 'vitest';
import type { OracleStudy, OracleTrial, Suggestion } from '../../../../shared/oracles/oracle.js';
import { perturbedByDefault } from '../../../../shared/oracles/pbt/explore.js';
import { isPoint } from '../../space/spaces.js';

export type NewTrial = Suggestion & { kind: 'trial' };

const currentOf = ({ trials }: OracleStudy) =>
  trials.filter(({ number }) => trials.every((t) => t.replaces !== number));
const hasEnded = ({ status, stopped, epochs }: OracleTrial, study: OracleStudy) =>
  status === 'failed' || (status === 'completed' && (stopped === true || epochs >= study.epochs));

/** Those that have trained through an epoch themselves, by what they were worth there: the better the lower. */
function knownAt({ trials, direction }: OracleStudy, epoch: number): { trial: OracleTrial; loss: number }[] {
  const known = trials.filter(({ status, epochs, curve = [] }) => {
    return status !== 'failed' && epochs >= epoch && curve.some((point) => point.epoch <= epoch);
  });
  return known.map((trial) => {
    const score = trial.curve?.find((point) => point.epoch === epoch)?.score;
    return { trial, loss: score === undefined ? Infinity : direction === 'min' ? score : -score };
  });
}

/** Whether fewer than a quarter of those known at an epoch come before the trial. */
function isInTopQuarter(study: OracleStudy, number: number, epoch: number): boolean {
  const known = knownAt(study, epoch);
  const own = known.find(({ trial }) => trial.number === number);
  return own !== undefined && known.filter(({ loss }) => loss < own.loss).length < Math.ceil(known.length / 4);
}

function isInBottomQuarter(study: OracleStudy, number: number, epoch: number): boolean {
  const known = knownAt(study, epoch);
  const own = known.find(({ trial }) => trial.number === number);
  return own !== undefined && known.filter(({ loss }) => loss > own.loss).length < Math.ceil(known.length / 4);
}

function checkReplacement(suggestion: NewTrial, study: OracleStudy): void {
  const replaced = study.trials[suggestion.replaces as number] as OracleTrial;
  const isCut = replaced.status === 'failed' || replaced.stopped === true;
  const size = study.options?.population ?? 8;

  expect(currentOf(study)).toContain(replaced);
  expect(replaced.status === 'completed' || replaced.status === 'failed').toBe(true);
  if (suggestion.parent === undefined) {
    expect(replaced.status).toBe('failed');
    return;
  }
  const parent = study.trials[suggestion.parent] as OracleTrial;
  expect(currentOf(study)).toContain(parent);
  expect(parent.number).not.toBe(replaced.number);
  expect([parent.status, hasEnded(parent, study)]).not.toEqual(['failed', true]);
  expect(parent.epochs).toBeLessThan(study.epochs);
  expect(lossNow(parent, study)).toBeLessThan(Infinity);
  expect(lossNow(parent, study)).toBeLessThanOrEqual(lossNow(replaced, study));
  const steps = Array.from({ length: isCut ? study.epochs : replaced.epochs }, (_, index) => index + 1);
  const told = steps.filter((step) => knownAt(study, step).length >= Math.min(4, size));
  const judgedAt = isCut ? told : told.slice(-1);
  expect(judgedAt.some((step) => isInTopQuarter(study, parent.number, step))).toBe(true);
  if (isCut) return;
  expect(hasEnded(replaced, study)).toBe(false);
  expect(isInBottomQuarter(study, replaced.number, judgedAt[0] as number)).toBe(true);
}

function lossNow({ status, curve = [], epochs }: OracleTrial, { direction }: OracleStudy): number {
  const score = status === 'failed' ? undefined : curve.find(({ epoch }) => epoch === epochs)?.score;
  return score === undefined ? Infinity : direction === 'min' ? score : -score;
}

/** Whether what a child does not share with its parent is perturbed, or stands under a condition on what is. */
function checkInheritance({ values, parent }: NewTrial, { space, trials, options }: OracleStudy): void {
  const before = (trials[parent as number] as OracleTrial).values;
  const mayDiffer = new Set(options?.perturbed ?? perturbedByDefault(space));
  for (let size = -1; size !== mayDiffer.size; ) {
    size = mayDiffer.size;
    for (const { name, when = [] } of space.parameters)
      if (when.some(({ parameter }) => mayDiffer.has(parameter))) mayDiffer.add(name);
  }
  const names = new Set([...Object.keys(values), ...Object.keys(before)]);
  const different = [...names].filter((name) => values[name] !== before[name]);
  expect(different.filter((name) => !mayDiffer.has(name))).toEqual([]);
  if (!options?.perturbed) expect(Object.keys(values).sort()).toEqual(Object.keys(before).sort());
}

/** Holds a suggestion to what population based training is, by its very definition. */
export function check(suggestion: Suggestion, study: OracleStudy): void {
  const { space, trials, epochs, options = {} } = study;
  const { population = 8, interval = Math.ceil(epochs / 10) } = options;
  const current = currentOf(study);
  if (suggestion.kind === 'trial') {
    expect(isPoint(space, suggestion.values)).toBe(true);
    const from = suggestion.parent === undefined ? 0 : (trials[suggestion.parent] as OracleTrial).epochs;
    expect(suggestion.toEpoch).toBe(Math.min(epochs, (Math.floor(from / interval) + 1) * interval));
    expect(study.trialsLeft).not.toBe(0);
    if (suggestion.replaces === undefined) expect(current.length).toBeLessThan(population);
    else checkReplacement(suggestion, study);
    if (suggestion.parent !== undefined) checkInheritance(suggestion, study);
  } else if (suggestion.kind === 'continue') {
    const trial = trials[suggestion.trial] as OracleTrial;
    expect(current).toContain(trial);
    expect([trial.status, hasEnded(trial, study)]).toEqual(['completed', false]);
    expect(suggestion.toEpoch).toBe(Math.min(epochs, (Math.floor(trial.epochs / interval) + 1) * interval));
  } else {
    expect(current.filter(({ status }) => status !== 'running').every((trial) => hasEnded(trial, study))).toBe(true);
    expect(current.some(({ status }) => status === 'running')).toBe(suggestion.kind === 'wait');
  }
}
