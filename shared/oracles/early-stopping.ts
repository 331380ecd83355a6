import * as z from 'zod';
import { byLoss, lossOf } from './loss.js';
import type { LearningCurve, OracleStudy, OracleTrial } from './oracle.js';

/** When a trial stops between two epochs, whatever the oracle. */
export const earlyStoppingSchema = z.strictObject({
  /**
   * Stop a trial whose best score is worse than the median of what other trials, five at least, had on average by the same
   * epoch (Vizier's rule).
   *
   * @default false
   */
  median: z
    .boolean()
    .optional()
    .describe(
      "Stop a trial whose best score is worse than the median of what other trials, five at least, had on average by the same epoch (Vizier's rule). Default: false.",
    ),
  /** Epochs in a row that may bring no better score: from 1 (Keras's `EarlyStopping`). @default no limit */
  patience: z
    .number()
    .int()
    .min(1)
    .optional()
    .describe("Epochs in a row that may bring no better score: from 1 (Keras's `EarlyStopping`). Default: no limit."),
  /**
   * By how much a score must be better to count, for `patience`: from 0, in its own units; of a Pareto front, on the scale
   * of the front.
   *
   * @default 0
   */
  minDelta: z
    .number()
    .min(0)
    .optional()
    .describe(
      'By how much a score must be better to count, for `patience`: from 0, in its own units; of a Pareto front, on the scale of the front. Default: 0.',
    ),
  /** Epochs that every trial trains: from 1. @default 1 */
  minEpochs: z.number().int().min(1).optional().describe('Epochs that every trial trains: from 1. Default: 1.'),
});
export type EarlyStopping = z.infer<typeof earlyStoppingSchema>;

/** Trials with which the median begins to say something (Optuna's `n_startup_trials`). */
const leastTrials = 5;

/** Whether a trial that is running should stop after the last epoch of its curve. */
export function stopsEarly(
  study: OracleStudy,
  { number, curve = [] }: OracleTrial,
  { median = false, patience, minDelta = 0, minEpochs = 1 }: EarlyStopping,
): boolean {
  const losses = lossesOf(curve, study.direction);
  if ((curve.at(-1)?.epoch ?? 0) < minEpochs) return false;
  if (patience !== undefined && epochsWithoutBetter(losses, minDelta) >= patience) return true;
  return median && isWorseThanMedian(study, number, curve);
}

/** Keras's `EarlyStopping`: the epochs since the last that was better, by more than `minDelta`, than the best before it. */
function epochsWithoutBetter(losses: readonly number[], minDelta: number): number {
  let best = Number.POSITIVE_INFINITY;
  let at = 0;
  for (const [index, loss] of losses.entries()) {
    if (loss >= best - minDelta && best < Number.POSITIVE_INFINITY) continue;
    if (loss === Number.POSITIVE_INFINITY) continue;
    best = loss;
    at = index + 1;
  }
  return losses.length - at;
}

/**
 * The median stopping rule of Vizier (Golovin et al. 2017, section 3.2.1): a trial stops at an epoch if its best objective by
 * then is strictly worse than the median of the running averages, up to that epoch, of the trials that reached it.
 */
function isWorseThanMedian({ trials, direction }: OracleStudy, number: number, curve: LearningCurve): boolean {
  const epoch = curve.at(-1)?.epoch ?? 0;
  const averages = trials
    .filter((trial) => trial.number !== number && trial.status !== 'failed')
    .filter((trial) => (trial.curve?.at(-1)?.epoch ?? 0) >= epoch)
    .map((trial) =>
      average(
        lossesOf(
          (trial.curve ?? []).filter((point) => point.epoch <= epoch),
          direction,
        ),
      ),
    )
    .sort(byLoss);
  if (averages.length < leastTrials) return false;
  const median = averages[averages.length >> 1] as number;
  return Math.min(...lossesOf(curve, direction)) > median;
}

function average(losses: readonly number[]): number {
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

function lossesOf(curve: LearningCurve, direction: 'min' | 'max'): number[] {
  return curve.map(({ score }) => lossOf(score, direction));
}
