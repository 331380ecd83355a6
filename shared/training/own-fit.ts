import type * as tf from '@tensorflow/tfjs';
import type { HyperParameters } from '../space/hyperparameters.js';
import type { BestWeights } from './best-weights.js';
import { evaluationContext } from './evaluation-leg.js';
import type { Execution } from './execution.js';
import { runExecutions } from './executions.js';
import type { HyperModel } from './hypermodel.js';
import type { LegOutcome, LegWork } from './leg.js';
import type { TrainingData } from './tuning.js';

/** Trains a leg by the hypermodel's own `fit`. The best weights are those of the last execution, where it reports. */
export function fitOwn(
  hypermodel: HyperModel,
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
          const goesOn = await report(metrics);
          beginEpoch(++epoch);
          return goesOn;
        };
        const reporter: tf.CustomCallbackArgs = {
          onEpochEnd: async (_, logs) => {
            model.stopTraining ||= !(await reportEpoch({ ...logs }));
          },
        };
        return hypermodel.fit?.(hp, model, data, {
          ...evaluationContext(work, number, reportEpoch),
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
