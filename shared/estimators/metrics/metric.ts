import type { Probabilities, Targets } from '../estimator.js';

export interface WeightOptions {
  /** How much each sample counts: at least 0. @default 1 each */
  readonly sampleWeight?: readonly number[] | undefined;
}

interface Named {
  readonly name: string;
  /** Whether greater or smaller is better. */
  readonly direction: 'max' | 'min';
}

/** Compares predicted targets with the true ones. */
export interface PredictionMetric extends Named {
  readonly needs: 'predictions';
  measure(y: Targets, predicted: Targets, options: WeightOptions): number;
}

/** Compares the probabilities of classes with the true ones. */
export interface ProbabilityMetric extends Named {
  readonly needs: 'probabilities';
  measure(y: Targets, probabilities: Probabilities, options: WeightOptions): number;
}

export type Metric = PredictionMetric | ProbabilityMetric;
