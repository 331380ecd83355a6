import { Front, type Losses } from '../../math/pareto.js';
import type { OracleTrial } from '../oracle.js';

/** A trial that is measured by several objectives. */
export interface VectorTrial extends OracleTrial {
  /** Its losses by the objectives, lower is better; undefined where one is missing or not finite. */
  readonly losses?: Losses | undefined;
  /** Its losses after each epoch that is known, ascending. */
  readonly lossCurve?: readonly { readonly epoch: number; readonly losses: Losses | undefined }[] | undefined;
}

/** The share of the weighted sum in a scalarised loss (Knowles 2006): between points of one maximum, it tells the better. */
const augmentation = 0.05;

/**
 * Trials as an oracle of one objective should see them (ParEGO, Knowles 2006): their scores are the augmented Tchebycheff
 * function of the losses, to minimise. With other weights, its least point is elsewhere on the Pareto front.
 *
 * Losses are put on a scale on which the known front reaches from 0 to 1, whatever their units.
 *
 * @param weights of the objectives; positive.
 */
export function scalarised(trials: readonly VectorTrial[], weights: readonly number[]): OracleTrial[] {
  const known = trials.flatMap(({ status, losses }) => (losses && status !== 'failed' ? [losses] : []));
  const scales = scalesOf(known, weights.length);
  const scoreOf = (losses: Losses | undefined) => losses && tchebycheff(losses, scales, weights);
  return trials.map((trial) => ({
    ...trial,
    score: scoreOf(trial.losses),
    curve: trial.lossCurve?.map(({ epoch, losses }) => ({ epoch, score: scoreOf(losses) })),
  }));
}

function tchebycheff(losses: Losses, scales: readonly Scale[], weights: readonly number[]): number {
  const terms = losses.map((loss, objective) => {
    const { least, width } = scales[objective] as Scale;
    return ((weights[objective] as number) * (loss - least)) / width;
  });
  return Math.max(...terms) + augmentation * terms.reduce((sum, term) => sum + term, 0);
}

/** What 0 and 1 stand for: `least`, and `least + width`. */
interface Scale {
  readonly least: number;
  readonly width: number;
}

/** By the front; along an objective by which it does not differ, by all points. */
function scalesOf(known: readonly Losses[], objectives: number): Scale[] {
  const front = new Front();
  for (const losses of known) front.add(losses);
  return Array.from({ length: objectives }, (_, objective) => {
    const along = (points: readonly Losses[]) => points.map((losses) => losses[objective] as number);
    const least = Math.min(...along(front.points), Number.POSITIVE_INFINITY);
    const width = Math.max(...along(front.points)) - least || Math.max(...along(known)) - least || 1;
    return { least: Number.isFinite(least) ? least : 0, width: Number.isFinite(width) ? width : 1 };
  });
}
