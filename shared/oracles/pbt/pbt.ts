import type { Random } from '../../math/random.js';
import { randomPoint } from '../../space/points.js';
import { initialPoint } from '../initial-design.js';
import { byLoss } from '../loss.js';
import { hasEnded, numberOfNext, type Oracle, type OracleStudy, type OracleTrial, type Suggestion } from '../oracle.js';
import { explore } from './explore.js';
import { currentTrials, lossNow, populationOf, type Ranking, rankings, stepAfter } from './population.js';

/**
 * Population based training (Jaderberg et al. 2017, arXiv 1711.09846; where the paper leaves it open, as Ray Tune's
 * `PopulationBasedTraining`): a population trains side by side. Whoever comes to a step, each `interval` epochs, and is in the
 * worst quarter there, is replaced by a new trial that goes on from the newest checkpoint of one in the best quarter, with its
 * hyperparameters a little changed. So hyperparameters follow a schedule, and training is spent on what goes well.
 *
 * Members do not wait for each other: who is the first at a step is judged by the latest one that enough of the others have
 * reached, and replaced only by what is no worse by now, though it may have trained less. Each trains up to the study's epochs.
 */
export const pbt: Oracle = {
  name: 'pbt',
  endsByItself: true,
  options: ['population', 'interval', 'perturbed'],
  next(study, random) {
    const current = currentTrials(study.trials);
    if (current.length < populationOf(study) && mayBegin(study)) return newPoint(study, random);
    for (const trial of inTurn(study, current.filter(hasEnded))) {
      const suggestion = replacement(study, trial, random) ?? continued(study, trial);
      if (suggestion) return suggestion;
    }
    return current.every(hasEnded) ? { kind: 'exhausted' } : { kind: 'wait' };
  },
  mayGoOn({ trials }, { number }) {
    return trials.every(({ replaces }) => replaces !== number);
  },
};

/** A trial that the budget has no room for is not begun: members go on as they are. */
function mayBegin({ trialsLeft }: OracleStudy): boolean {
  return trialsLeft === undefined || trialsLeft > 0;
}

/**
 * Who is behind comes first, so that those at a step know of each other however few slots there are; of those at one step the
 * worst, so that it is replaced while the best are still there to begin from.
 */
function inTurn({ direction }: OracleStudy, trials: readonly OracleTrial[]): OracleTrial[] {
  const worse = (a: OracleTrial, b: OracleTrial) => byLoss(lossNow(b, direction), lossNow(a, direction));
  return [...trials].sort((a, b) => a.epochs - b.epochs || worse(a, b) || b.number - a.number);
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

/** What takes the place of a trial that is among the worst, has failed, or was stopped between two steps. */
function replacement(study: OracleStudy, trial: OracleTrial, random: Random): Suggestion | undefined {
  if (!mayBegin(study)) return undefined;
  if (trial.status === 'failed' || trial.stopped) return replacementOfCut(study, trial, random);
  if (trial.epochs >= study.epochs) return undefined;
  const [ranking] = rankings(study, trial.epochs);
  return ranking?.bottom.includes(trial) ? childOf(study, parentsIn(ranking, study, trial), trial, random) : undefined;
}

/**
 * The place of a trial that does not go on by itself is taken by a child of the best, wherever these are. At the start there is
 * nobody to begin from; later, if all that are good have trained to the end, the member ends.
 */
function replacementOfCut(study: OracleStudy, trial: OracleTrial, random: Random): Suggestion | undefined {
  let isStart = true;
  for (const ranking of rankings(study, study.epochs)) {
    isStart = false;
    const child = childOf(study, parentsIn(ranking, study, trial), trial, random);
    if (child) return child;
  }
  return isStart && trial.status === 'failed' ? { ...newPoint(study, random), replaces: trial.number } : undefined;
}

/** Of the best, those that are by now no worse than the trial, in their newest checkpoint, and have epochs left to train. */
function parentsIn({ top }: Ranking, study: OracleStudy, trial: OracleTrial): OracleTrial[] {
  const current = new Set(currentTrials(study.trials));
  return top.filter((candidate) => {
    const loss = lossNow(candidate, study.direction);
    const isBetter = loss < Infinity && loss <= lossNow(trial, study.direction);
    return isBetter && current.has(candidate) && !candidate.stopped && candidate.epochs < study.epochs;
  });
}

/** A child of one of the parents, drawn with equal chances. */
function childOf(
  study: OracleStudy,
  parents: readonly OracleTrial[],
  { number: replaces }: OracleTrial,
  random: Random,
): Suggestion | undefined {
  if (parents.length === 0) return undefined;
  const parent = parents[Math.floor(random() * parents.length)] as OracleTrial;
  const values = explore(study.space, parent.values, random, study.options?.perturbed);
  return { kind: 'trial', values, toEpoch: stepAfter(study, parent.epochs), parent: parent.number, replaces };
}
