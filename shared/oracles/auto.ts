import type { Random } from '../math/random.js';
import { bayesian } from './bayesian/bayesian.js';
import { mayBePromoted, mostTrials, promotion } from './halving/asha.js';
import { lastPromotion } from './halving/last-promotion.js';
import { rungsOf } from './halving/rungs.js';
import { newTrial } from './halving/sampler.js';
import { lowestBelieved } from './halving/trust.js';
import { numberOfNext, type Oracle, type OracleStudy, type OracleTrial, type Suggestion } from './oracle.js';
import { tpe } from './tpe/tpe.js';

/** Of so many trials one is suggested by `tpe`, from trial number 25 on: before, the model's own choices gain more. */
const hedge = 4;
const hedgedFrom = 25;
/** A rung's best trial goes on however many have: with a sampler that learns, later trials are the better ones. */
const newBests = 1;
/** Trials beyond which a Gaussian process knows too small a part of the study. */
const mostModelled = 1000;

/**
 * The oracle for those who do not want to choose, and the default. Where trials train several epochs, it is `asha` with a sampler
 * that models learning curves, from the lowest rung that is believed (`trust.ts`), and a rung's best trial always goes on. The
 * rule otherwise: `bayesian`, but from trial 25 on every fourth suggestion by `tpe`, which errs in other ways (as SMAC and
 * Vizier spend a share of their trials otherwise than by their model); beyond 1,000 trials the other way round, since `tpe`
 * goes on to use every result and takes less time.
 */
export const auto: Oracle = {
  name: 'auto',
  endsByItself: false,
  options: ['sampler', 'minEpochs', 'factor'],
  next(study, random) {
    if (study.epochs > 1) return nextOnRungs(study, random);
    const number = numberOfNext(study.trials);
    const isHedge = number >= hedgedFrom && number % hedge === hedge - 1;
    return number >= mostModelled === isHedge ? bayesian.next(study, random) : tpe.next(study, random);
  },
  mayGoOn: (study, trial) => mayBePromoted(study, trial, mostTrials(study)),
};

/** As `asha`, from the lowest rung that is believed; in the end the best trial is trained whole. */
function nextOnRungs(study: OracleStudy, random: Random): Suggestion {
  const all = rungsOf(study);
  const rungs = all.slice(lowestBelieved(study, all));
  const lowestOf = ({ firstTo = 0 }: OracleTrial) => rungs.findIndex((rung) => rung >= firstTo);
  const informed = { ...study, options: { ...study.options, sampler: study.options?.sampler ?? 'bayesian' } } as const;
  const next = promotion(informed, rungs, lowestOf, newBests) ?? newTrial(informed, rungs[0] as number, random);
  return next.kind === 'exhausted' ? (lastPromotion(study, all) ?? next) : next;
}
