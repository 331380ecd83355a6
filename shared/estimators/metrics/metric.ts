import type { Probabilities, Targets } from '../estimator.js';

/** How much samples count. */
export interface WeightOptions {
  /** How much each sample counts: from 0, one number a sample. @default 1 each */
  readonly sampleWeight?: readonly number[] | undefined;
}

interface Named {
  /** What its numbers are called among those of a trial. */
  readonly name: string;
  /** Whether greater or smaller is better. */
  readonly direction: 'max' | 'min';
}

/** Compares predicted targets with the true ones. */
export interface PredictionMetric extends Named {
  /** That `predict` is asked. */
  readonly needs: 'predictions';
  /** Measures, in the metric's own units: one prediction a target. */
  measure(y: Targets, predicted: Targets, options: WeightOptions): number;
}

/** Compares the probabilities of classes with the true ones. */
export interface ProbabilityMetric extends Named {
  /** That `predictProbabilities` is asked. */
  readonly needs: 'probabilities';
  /** Measures, in the metric's own units: one row of probabilities a target. */
  measure(y: Targets, probabilities: Probabilities, options: WeightOptions): number;
}

/** What compares predictions with the truth; yours may stand wherever the name of one may. */
export type Metric = PredictionMetric | ProbabilityMetric;
