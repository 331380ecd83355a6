import type { Random } from '../../math/random.js';
import { everyValue, isContinuous } from '../../space/domain.js';
import type { Values } from '../../space/parameter.js';
import { combinations } from '../../space/points.js';
import { pointKey, type Space } from '../../space/space.js';
import { type Encoding, encodingOf } from '../encoding.js';
import { centralPoint, initialPoint } from '../initial-design.js';
import { type Fit, numberOfNext, type Oracle, type OracleStudy } from '../oracle.js';
import { untriedPoint } from '../untried.js';
import { logExpectedImprovementOf } from './expected-improvement.js';
import { type History, historyOf, ranked, selected } from './history.js';
import type { Inputs } from './kernel.js';
import { byValue, candidateAt, maximise } from './maximise.js';
import { type Model, modelsOf } from './models.js';

/** Trials of the initial design; and results without which there is nothing to model. */
const initialTrials = 6;
const leastResults = 3;
/** Observed points that the search for the next one starts at. */
const bestKnown = 5;
/** A finite space of no more points is looked through whole. */
const mostListed = 2000;
/** What every second suggestion must be better by, in standard deviations: so a plateau is left for elsewhere. */
const margin = 0.05;

/**
 * Bayesian optimisation: the middle of the space, a few points of a scrambled Sobol sequence, then points at which a Gaussian
 * process (Matérn 5/2, one length scale for each hyperparameter, categories by Hamming distance) expects the most
 * improvement, given all results and all pending trials. Its output transform, and all hyperparameters of the process, are
 * fitted to the study.
 */
export const bayesian: Oracle = {
  name: 'bayesian',
  endsByItself: false,
  next(study, random) {
    const { space, trials, epochs } = study;
    const tried = new Set(trials.map(({ point }) => point));
    const encoding = encodingOf(space);
    const history = historyOf(study, encoding);
    const results = history.losses.filter(Number.isFinite).length;
    const number = numberOfNext(trials);
    const isInitial = number < initialTrials || results < leastResults;
    const values = isInitial ? (number === 0 && centralPoint(study)) || initialPoint(study, number) : undefined;
    if (values) return { kind: 'trial', values, toEpoch: epochs };
    if (encoding.dimensions.length > 0 && history.points.length > 0) {
      const best = mostPromising(study, encoding, history, tried, random);
      if (best.values)
        return { kind: 'trial', values: best.values, toEpoch: epochs, ...(best.fit && { fit: best.fit }) };
    }
    const left = untriedPoint(space, tried, random);
    return left ? { kind: 'trial', values: left, toEpoch: epochs } : { kind: 'exhausted' };
  },
};

/** The untried point with the most expected improvement of those that were looked at; none if all were tried. */
function mostPromising(
  { space, trials }: OracleStudy,
  encoding: Encoding,
  history: History,
  tried: ReadonlySet<string>,
  random: Random,
): { values?: Values | undefined; fit?: Fit | undefined } {
  const { points, losses, pending } = selected(history);
  const before = trials.findLast(({ fit }) => fit)?.fit;
  const { models, fit } = modelsOf(inputsOf(points, encoding), losses, pending, history.points.length, before);
  const width = encoding.dimensions.length;
  const acquisition = logExpectedImprovementOf(models, width, trials.length % 2 === 0 ? margin : 0);
  const left = untriedOfFew(space, tried);
  const candidates = left
    ? left.map((values) => candidateAt(encoding.encode(values), acquisition)).sort(byValue)
    : maximise(encoding, acquisition, bestOf(points, losses), points.length, (models[0] as Model).scales, random);
  for (const { point } of candidates) {
    const values = encoding.decode(point);
    if (!tried.has(pointKey(values))) return { values, fit };
  }
  return {};
}

/** The untried points of a small finite space; undefined of a larger one. */
function untriedOfFew(space: Space, tried: ReadonlySet<string>): Values[] | undefined {
  if (space.parameters.some(isContinuous)) return undefined;
  const left: Values[] = [];
  let looked = 0;
  for (const values of combinations(space, everyValue)) {
    if (++looked > mostListed) return undefined;
    if (!tried.has(pointKey(values))) left.push(values);
  }
  return left;
}

function bestOf(points: readonly Float64Array[], losses: Float64Array): Float64Array[] {
  return ranked(losses)
    .slice(0, bestKnown)
    .map((index) => points[index] as Float64Array);
}

function inputsOf(points: readonly Float64Array[], { dimensions }: Encoding): Inputs {
  const width = dimensions.length;
  const rows = new Float64Array(points.length * width);
  for (const [i, point] of points.entries()) rows.set(point, i * width);
  return { count: points.length, width, rows, isCategory: dimensions.map(({ isCategory }) => isCategory) };
}
