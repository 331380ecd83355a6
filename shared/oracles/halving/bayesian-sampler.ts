import type { Random } from '../../math/random.js';
import { pointKey } from '../../space/space.js';
import { type Acquisition, logExpectedImprovementOf } from '../bayesian/expected-improvement.js';
import type { Inputs } from '../bayesian/kernel.js';
import { maximise } from '../bayesian/maximise.js';
import { type Model, modelsOf } from '../bayesian/models.js';
import { type Encoding, encodingOf } from '../encoding.js';
import { initialPoint } from '../initial-design.js';
import { hasEnded, numberOfNext, type OracleStudy } from '../oracle.js';
import { random } from '../random.js';
import { type Observation, observationsOf } from './observations.js';
import { rungsOf } from './rungs.js';
import type { Sample } from './sampler.js';

/** Trials of the initial design; and observations without which there is nothing to model. */
const initialTrials = 8;
const leastObservations = 3;
/** Every so many trials is not the model's: at the lowest rung that costs little, and the model may be wrong. */
const hedge = 4;
/** A model of more would take too long. */
const mostObservations = 240;
const mostPending = 64;
/** Points that the best mean of a whole training is looked for at. */
const mostTops = 120;
/** Observed points that the search for the next one starts at. */
const bestKnown = 5;
/** What every second suggestion must be better by, in standard deviations. */
const margin = 0.05;

/**
 * A point for a new trial where trials wait at rungs: the one at which a Gaussian process over hyperparameters and epochs
 * expects the most improvement of a whole training. Epochs are one more column, so how much a rung says of the last one is
 * learnt as the column's length scale (as in Swersky et al. 2013, "Multi-Task Bayesian Optimization", section 3.2, where
 * training sets of different sizes are the tasks): where first epochs say nothing they are not believed.
 *
 * @returns undefined if all points that it looked at were tried.
 */
export function bayesianSample(study: OracleStudy, stream: Random): Sample | undefined {
  const number = numberOfNext(study.trials);
  const observations = observationsOf(study).slice(0, mostObservations);
  const finite = observations.filter(({ loss }) => loss < Number.POSITIVE_INFINITY).length;
  if (number < initialTrials || finite < leastObservations) {
    const values = initialPoint(study, number);
    return values && { values };
  }
  if (number % hedge === hedge - 1) return unlearned(study, stream);
  return mostPromising(study, observations, stream);
}

/**
 * A point that owes nothing to the model. Where there are choices it is the next of the initial design's sequence, which
 * gives each value of a choice its share: a model that saw only the bad trials of one does not go back there, and drawn
 * points may miss it for long.
 */
function unlearned(study: OracleStudy, stream: Random): Sample | undefined {
  if (study.space.parameters.some(({ kind }) => kind === 'choice' || kind === 'boolean')) {
    const hedges = Math.floor((numberOfNext(study.trials) - initialTrials) / hedge);
    const values = initialPoint(study, initialTrials + hedges);
    return values && { values };
  }
  const suggestion = random.next(study, stream);
  return suggestion.kind === 'trial' ? { values: suggestion.values } : undefined;
}

function mostPromising(study: OracleStudy, observations: readonly Observation[], stream: Random): Sample | undefined {
  const { space, trials } = study;
  const encoding = encodingOf(space);
  const width = encoding.dimensions.length;
  if (width === 0) return undefined;
  const known = new Set(observations.map(({ trial }) => trial));
  const pending = trials
    .filter((trial) => !hasEnded(trial) && !known.has(trial))
    .slice(-mostPending)
    .map((trial) => wholeTraining(encoding.encodeTrial(trial)));
  const tops = topsOf(observations).map((trial) => encoding.encodeTrial(trial));
  const losses = Float64Array.from(observations, ({ loss }) => loss);
  const before = trials.findLast(({ fit }) => fit)?.fit;
  const inputs = inputsOf(observations, encoding, rungsOf(study).length);
  const { models, fit } = modelsOf(inputs, losses, pending, observations.length, before);
  const wanted = models.map((model) => ({ ...model, incumbent: incumbentOf(model, tops, pending) }));
  const improvement = logExpectedImprovementOf(wanted, width + 1, trials.length % 2 === 0 ? margin : 0);
  const acquisition = atWholeTraining(improvement, width);
  const scales = (models[0] as Model).scales.subarray(0, width);
  const tried = new Set(trials.map(({ point }) => point));
  const starts = tops.slice(0, bestKnown);
  for (const { point } of maximise(encoding, acquisition, starts, observations.length, scales, stream)) {
    const values = encoding.decode(point);
    if (!tried.has(pointKey(values))) return { values, ...(fit && { fit }) };
  }
  return undefined;
}

/** Hyperparameters, and the rung on a scale from 0 to 1: epochs by their logarithm. */
function inputsOf(observations: readonly Observation[], encoding: Encoding, rungs: number): Inputs {
  const width = encoding.dimensions.length + 1;
  const rows = new Float64Array(observations.length * width);
  for (const [i, { trial, rung }] of observations.entries()) {
    rows.set(encoding.encodeTrial(trial), i * width);
    rows[(i + 1) * width - 1] = rungs > 1 ? rung / (rungs - 1) : 1;
  }
  const isCategory = [...encoding.dimensions.map((dimension) => dimension.isCategory), false];
  return { count: observations.length, width, rows, isCategory };
}

/** The trials with a finite loss, each once, by their highest rungs and their losses there. */
function topsOf(observations: readonly Observation[]) {
  const finite = observations.filter(({ loss }) => loss < Number.POSITIVE_INFINITY);
  return [...new Set(finite.map(({ trial }) => trial))].slice(0, mostTops);
}

/** The best mean of a whole training at a point that is known or pending. */
function incumbentOf({ process }: Model, tops: readonly Float64Array[], pending: readonly Float64Array[]): number {
  const whole = [...tops.map(wholeTraining), ...pending];
  return whole.reduce((least, point) => Math.min(least, process.predict(point).mean), Number.POSITIVE_INFINITY);
}

function wholeTraining(point: Float64Array): Float64Array {
  const whole = new Float64Array(point.length + 1);
  whole.set(point);
  whole[point.length] = 1;
  return whole;
}

function atWholeTraining(improvement: Acquisition, width: number): Acquisition {
  const slopes = new Float64Array(width + 1);
  return {
    value: (point) => improvement.value(wholeTraining(point)),
    slope(point, gradient) {
      const value = improvement.slope(wholeTraining(point), slopes);
      gradient.set(slopes.subarray(0, width));
      return value;
    },
  };
}
