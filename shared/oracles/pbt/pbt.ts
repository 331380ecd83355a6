import type { Random } from '../../math/random.js';
import { randomPoint } from '../../space/points.js';
import { initialPoint } from '../initial-design.js';
import { numberOfNext, type Oracle, type OracleStudy, type OracleTrial, type Suggestion } from '../oracle.js';
import { explore } from './explore.js';
import { compared, currentTrials, lossNow, populationOf, rankingAt, stepAfter } from './population.js';

/**
 * Population based training (Jaderberg et al. 2017, arXiv 1711.09846; where the paper leaves it open, as Ray Tune's
 * `PopulationBasedTraining`): a population trains side by side. Whoever comes to a step, each `interval` epochs, and is in the
 * worst quarter there, is replaced by a new trial that goes on from the newest checkpoint of one in the best quarter, with its
 * hyperparameters a little changed. So hyperparameters follow a schedule, and all training is spent on what goes well.
 *
 * Each member trains up to the study's epochs in all. It waits only where all members are training.
 */
export const pbt: Oracle = {
  name: 'pbt',
  endsByItself: true,
  options: ['population', 'interval', 'perturbed'],
  next(study, random) {
    const current = currentTrials(study.trials);
    if (current.length < populationOf(study) && mayBegin(study)) return newPoint(study, random);
    for (const trial of inTurn(study, current.filter(isIdle))) {
      const suggestion = replacement(study, trial, random) ?? continued(study, trial);
      if (suggestion) return suggestion;
    }
    return current.every(isIdle) ? { kind: 'exhausted' } : { kind: 'wait' };
  },
  mayGoOn({ trials }, { number }) {
    return trials.every(({ replaces }) => replaces !== number);
  },
};

/** A trial that the budget has no room for is not begun: members go on as they are. */
function mayBegin({ trialsLeft }: OracleStudy): boolean {
  return trialsLeft === undefined || trialsLeft > 0;
}

function isIdle({ status }: OracleTrial): boolean {
  return status === 'completed' || status === 'failed';
}

/**
 * Who is behind comes first, so that those at a step know of each other however few slots there are; of those at one step the
 * worst, so that it is replaced while the best are still there to begin from.
 */
function inTurn({ direction }: OracleStudy, trials: readonly OracleTrial[]): OracleTrial[] {
  const ranked = trials.map((trial) => ({ trial, loss: lossNow(trial, direction) }));
  ranked.sort((a, b) => a.trial.epochs - b.trial.epochs || compared(b, a));
  return ranked.map(({ trial }) => trial);
}

/** The next point of the initial design. A finite space may have fewer points than the population members: then one comes again. */
function newPoint(study: OracleStudy, random: Random): Suggestion & { kind: 'trial' } {
  const values = initialPoint(study, numberOfNext(study.trials)) ?? randomPoint(study.space, random);
  return { kind: 'trial', values, toEpoch: stepAfter(study, 0) };
}

function continued(study: OracleStudy, trial: OracleTrial): Suggestion | undefined {
  if (trial.status === 'failed' || trial.stopped || trial.epochs >= study.epochs) return undefined;
  return { kind: 'continue', trial: trial.number, toEpoch: stepAfter(study, trial.epochs) };
}

/** What takes the place of a trial that is among the worst at its step, has failed, or was stopped between two steps. */
function replacement(study: OracleStudy, trial: OracleTrial, random: Random): Suggestion | undefined {
  if (!mayBegin(study)) return undefined;
  const isCut = trial.status === 'failed' || trial.stopped === true;
  if (!isCut && (trial.epochs >= study.epochs || !isAmongWorst(study, trial))) return undefined;
  const steps = isCut ? stepsKnown(study) : [trial.epochs];
  const loss = lossNow(trial, study.direction);
  const parents = steps.map((step) => parentsAt(study, step, loss)).find(({ length }) => length > 0);
  const parent = parents?.[Math.floor(random() * parents.length)];
  if (parent) {
    const values = explore(study.space, parent.values, random, study.options?.perturbed);
    const toEpoch = stepAfter(study, parent.epochs);
    return { kind: 'trial', values, toEpoch, parent: parent.number, replaces: trial.number };
  }
  // At the start there is nobody to begin from. Later all that are good have trained to the end, and the member ends.
  const isStart = trial.status === 'failed' && steps.length === 0;
  return isStart ? { ...newPoint(study, random), replaces: trial.number } : undefined;
}

function isAmongWorst(study: OracleStudy, { number, epochs }: OracleTrial): boolean {
  return rankingAt(study, epochs)?.bottom.some(({ trial }) => trial.number === number) ?? false;
}

/** Of the best quarter at a step, those that are better than `loss`, and have epochs left to train. */
function parentsAt(study: OracleStudy, step: number, loss: number): OracleTrial[] {
  const current = new Set(currentTrials(study.trials));
  return (rankingAt(study, step)?.top ?? [])
    .filter((ranked) => ranked.loss < loss)
    .map((ranked) => ranked.trial)
    .filter((candidate) => current.has(candidate) && !candidate.stopped && candidate.epochs < study.epochs);
}

/** The epochs at which enough trials are known to tell who is good, the latest first. */
function stepsKnown(study: OracleStudy): number[] {
  const epochs = [...new Set(study.trials.map((trial) => trial.epochs))];
  return epochs.filter((epoch) => rankingAt(study, epoch)).sort((a, b) => b - a);
}
