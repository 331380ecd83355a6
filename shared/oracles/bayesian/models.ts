import type { Fit } from '../oracle.js';
import { GaussianProcess } from './gaussian-process.js';
import type { Inputs } from './kernel.js';
import { type Learnt, learn } from './learning.js';
import { type Transform, tamed, targetsOf, transforms } from './targets.js';

/** A Gaussian process of transformed losses, and its say among the others. */
export interface Model {
  readonly process: GaussianProcess;
  /**
   * The best mean at a point that was observed or is pending: with noise, the best target is luck, and nothing is won by
   * asking for a pending point again.
   */
  readonly incumbent: number;
  /** Shares of all models sum to 1. */
  readonly share: number;
  /** Length scale of each column. */
  readonly scales: Float64Array;
}

/** Models whose share is less have no say. */
const leastShare = 0.1;
/** Up to so many observations, hyperparameters are fitted anew for each suggestion, from several starts. */
const alwaysFitted = 30;
/** Beyond, when the observations have grown by this factor. */
const growth = 1.1;
/** With more observations only the best model is asked. */
const severalModels = 64;

/**
 * The models of a history, one for each transform of the losses that explains it well: shares are by the leave-one-out
 * density of the better half of the losses, where the optimum will be.
 *
 * @param losses of the rows; infinite for failures.
 * @param before what an earlier suggestion has learnt: the fit begins there, or is spared where little was added.
 * @returns `fit`: what to write down, if it is new.
 */
export function modelsOf(
  inputs: Inputs,
  losses: Float64Array,
  pending: readonly Float64Array[],
  observations: number,
  before: Fit | undefined,
): { models: readonly Model[]; fit?: Fit } {
  const known = tamed(losses);
  const earlier = before && learntFrom(before, inputs.width);
  const isFresh = observations > alwaysFitted && observations < growth * (before?.observations?.[0] ?? 0);
  const learnt = earlier && isFresh ? earlier : learn(inputs, known, observations, earlier);
  const most = inputs.count > severalModels ? 1 : transforms.length;
  const asked = learnt.filter(({ share }) => share >= leastShare).slice(0, most);
  const total = asked.reduce((sum, { share }) => sum + share, 0);
  const models = asked.map(({ transform, theta, share }) => {
    const process = new GaussianProcess(inputs, targetsOf(known, transform).y, theta, pending);
    const scales = theta.subarray(0, inputs.width).map(Math.exp);
    const expected = pending.map((point) => process.predict(point).mean);
    return { process, incumbent: Math.min(...process.fitted(), ...expected), share: share / total, scales };
  });
  return { models, ...(learnt !== earlier && { fit: fitOf(learnt, observations) }) };
}

function fitOf(learnt: readonly Learnt[], observations: number): Fit {
  const thetas = learnt.map(({ transform, theta }) => [transform, [...theta]] as const);
  return {
    observations: [observations],
    shares: transforms.map((name) => shareOf(learnt, name)),
    ...Object.fromEntries(thetas),
  };
}

function shareOf(learnt: readonly Learnt[], name: Transform): number {
  return learnt.find(({ transform }) => transform === name)?.share ?? 0;
}

/** Undefined if the space has grown since. */
function learntFrom(before: Fit, width: number): Learnt[] | undefined {
  const learnt = transforms.map((transform, i) => {
    return { transform, theta: Float64Array.from(before[transform] ?? []), share: before.shares?.[i] ?? 0 };
  });
  if (learnt.some(({ theta }) => theta.length !== width + 2)) return undefined;
  return learnt.sort((a, b) => b.share - a.share);
}
