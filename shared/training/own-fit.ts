import { setImmediate } from 'node:timers/promises';
import type * as tf from '@tensorflow/tfjs';
import type { HyperParameters } from '../space/hyperparameters.js';
import type { BestWeights } from './best-weights.js';
import { evaluationContext } from './evaluation-leg.js';
import type { Execution } from './execution.js';
import { runExecutions } from './executions.js';
import type { LegOutcome, LegWork } from './leg.js';
import { fitOptionsOf } from './model.js';
import type { ModelTuning, TrainingData } from './tuning.js';

/**
 * Trains a leg by the hypermodel's own `fit`. The best weights are those of the last execution, where it reports.
 *
 * @param statusBetween whether to go on, between two epochs. Of several executions the others have trained to the leg's end by then.
 */
export function fitOwn(
  tuning: ModelTuning,
  hp: HyperParameters,
  data: TrainingData,
  executions: readonly Execution[],
  work: LegWork,
  best: BestWeights,
  statusBetween: () => Promise<LegOutcome['status']>,
): Promise<LegOutcome['status']> {
  return runExecutions(work, {
    name: 'fit',
    run: async (number, report) => {
      const execution = executions[number] as Execution;
      const { model, callbacks } = execution;
      const { fromEpoch } = work.assigned;
      return execution.fitOwn(fromEpoch, (beginEpoch) => {
        let epoch = fromEpoch;
        const reportEpoch: typeof report = async (metrics) => {
          await setImmediate();
          const goesOn = await report(metrics);
          beginEpoch(++epoch);
          return goesOn;
        };
        const reporter: tf.CustomCallbackArgs = {
          onEpochEnd: async (_, logs) => {
            model.stopTraining ||= !(await reportEpoch({ ...logs }));
          },
        };
        return tuning.hypermodel?.fit?.(hp, model, data, {
          ...evaluationContext(work, number, reportEpoch),
          options: fitOptionsOf(tuning, hp),
          callbacks: [...callbacks.ofTraining, reporter],
        });
      });
    },
    statusBetween: async () => {
      await best.update((executions.at(-1) as Execution).model);
      return statusBetween();
    },
  });
}
