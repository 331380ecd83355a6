import { StepladderError } from '../errors.js';

/** @throws InvalidTuning if there are weights, since `what` would not heed them. */
export function refuseSampleWeight(what: string, sampleWeight: readonly number[] | undefined): void {
  if (sampleWeight)
    throw new StepladderError(
      'InvalidTuning',
      `${what} can't be fitted with weights of samples: leave out \`sampleWeight\`, or take another estimator`,
    );
}
