import { randomFor } from '../math/random.js';
import type { HyperParameters } from '../space/hyperparameters.js';
import { type Report, runExecutions, stoppedBetween } from './executions.js';
import type { LegOutcome, LegWork } from './leg.js';
import type { EvaluationContext, EvaluationTuning } from './tuning.js';

/** Runs an evaluation. It can't be paused: what it returns ends the leg. */
export async function runEvaluationLeg(
  tuning: EvaluationTuning,
  hp: HyperParameters,
  work: LegWork,
): Promise<LegOutcome> {
  const status = await runExecutions(work, {
    name: 'evaluate',
    run: async (execution, report) => tuning.evaluate(hp, evaluationContext(work, execution, report)),
    statusBetween: () => stoppedBetween(work),
  });
  return { status };
}

/** What code that trains by itself may know of its leg. */
export function evaluationContext(
  { definition: { study, seed }, assigned: { trial, fromEpoch, toEpoch } }: LegWork,
  execution: number,
  report: Report,
): EvaluationContext {
  const random = randomFor(seed, 'evaluate', trial, ...(execution > 0 ? ['execution', execution] : []));
  return { study, trial, execution, seed: Math.floor(random() * 2 ** 31), fromEpoch, toEpoch, report };
}
