import { logExpectedImprovement, logExpectedImprovementSlope } from '../../math/normal.js';
import type { PredictionSlope } from './gaussian-process.js';
import type { Model } from './models.js';

/** What is to be maximised over a space. */
export interface Acquisition {
  value(point: Float64Array): number;
  /** The value; its gradient by the coordinates goes to `gradient`, 0 for categories. */
  slope(point: Float64Array, gradient: Float64Array): number;
}

/**
 * The logarithm of expected improvement (Ament et al. 2023, "Unexpected Improvements to Expected Improvement"), averaged over
 * models by their shares. Targets are minimised.
 *
 * @param margin how much better than the incumbent counts as an improvement, in standard deviations of the targets.
 */
export function logExpectedImprovementOf(models: readonly Model[], width: number, margin: number): Acquisition {
  const members = models.map((model) => memberOf(model, width, margin));
  const part = new Float64Array(width);
  return {
    value: (point) => members.reduce((sum, { share, value }) => sum + share * value(point), 0),
    slope(point, gradient) {
      gradient.fill(0);
      return members.reduce((sum, { share, slope }) => {
        const value = slope(point, part);
        for (let k = 0; k < width; k++) gradient[k] = (gradient[k] as number) + share * (part[k] as number);
        return sum + share * value;
      }, 0);
    },
  };
}

function memberOf(
  { process, incumbent, share }: Model,
  width: number,
  margin: number,
): Acquisition & { share: number } {
  const goal = incumbent - margin;
  const slopes: PredictionSlope = { mean: new Float64Array(width), variance: new Float64Array(width) };
  return {
    share,
    value(point) {
      const { mean, variance } = process.predict(point);
      const sigma = Math.sqrt(variance);
      return logExpectedImprovement((goal - mean) / sigma) + Math.log(sigma);
    },
    slope(point, gradient) {
      const { mean, variance } = process.predict(point, slopes);
      const sigma = Math.sqrt(variance);
      const z = (goal - mean) / sigma;
      const ofZ = logExpectedImprovementSlope(z);
      for (let k = 0; k < width; k++) {
        const ofSigma = (slopes.variance[k] as number) / (2 * sigma);
        gradient[k] = (ofZ * (-(slopes.mean[k] as number) - z * ofSigma) + ofSigma) / sigma;
      }
      return logExpectedImprovement(z) + Math.log(sigma);
    },
  };
}
