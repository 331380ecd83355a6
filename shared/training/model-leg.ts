import type * as tf from '@tensorflow/tfjs';
import { Front } from '../math/pareto.js';
import type { HyperParameters } from '../space/hyperparameters.js';
import { lossesOf, scoresOf } from '../study/scores.js';
import { startBackend } from './backend.js';
import { BestWeights } from './best-weights.js';
import { type Checkpoint, isResumable, type ModelState, modelState, takeCheckpoint } from './checkpoint.js';
import { Execution } from './execution.js';
import { stoppedBetween } from './executions.js';
import type { LegOutcome, LegWork } from './leg.js';
import { fitOptionsOf, freeingVariables } from './model.js';
import { fitOwn } from './own-fit.js';
import { meanMetrics } from './returned-metrics.js';
import { loadData } from './training-data.js';
import type { ModelTuning, TrainingData } from './tuning.js';

/** Trains TensorFlow.js models from the leg's first epoch, or its checkpoint, to its last, or until it is to stop or to pause. */
export async function trainModelLeg(tuning: ModelTuning, hp: HyperParameters, work: LegWork): Promise<LegOutcome> {
  const backend = await startBackend();
  const data = await loadData(tuning, hp);
  return freeingVariables(async () => {
    const executions = await startExecutions(tuning, hp, work);
    const [{ model }] = executions;
    const best = new BestWeights(work);
    // Of executions that train one after another none can pause: the others would be elsewhere.
    const between = () => (executions.length === 1 ? statusBetween(model, work) : stoppedBetween(work));
    const status = tuning.hypermodel?.fit
      ? await fitOwn(tuning, hp, data, executions, work, best, between)
      : await fitTogether(tuning, hp, data, executions, work, best);
    return { status, backend, checkpoint: await checkpointOf(executions, work, best) };
  });
}

async function startExecutions(
  tuning: ModelTuning,
  hp: HyperParameters,
  { definition, assigned, checkpoint }: LegWork,
): Promise<[Execution, ...Execution[]]> {
  const start = (execution: number, state: ModelState | undefined) =>
    Execution.start(tuning, hp, { definition, assigned, execution }, state);
  const executions: [Execution, ...Execution[]] = [await start(0, checkpoint)];
  while (executions.length < (definition.executionsPerTrial ?? 1)) {
    executions.push(await start(executions.length, checkpoint?.others?.[executions.length - 1]));
  }
  return executions;
}

/** Trains each execution an epoch, then all the next, so that the mean is known after each. */
async function fitTogether(
  tuning: ModelTuning,
  hp: HyperParameters,
  data: TrainingData,
  executions: readonly [Execution, ...Execution[]],
  work: LegWork,
  best: BestWeights,
): Promise<LegOutcome['status']> {
  const { fromEpoch, toEpoch } = work.assigned;
  const options = fitOptionsOf(tuning, hp);
  for (const { callbacks } of executions) await callbacks.begin();
  let status: LegOutcome['status'] = 'completed';
  for (let epoch = fromEpoch; epoch < toEpoch && status === 'completed'; ) {
    const all: Record<string, number>[] = [];
    for (const execution of executions) all.push(await execution.fitEpoch(data, options, epoch));
    epoch++;
    await work.reports.add(epoch, meanMetrics(all));
    await best.update(bestModelOf(executions, all, work));
    if (epoch < toEpoch) {
      const over = executions.every(({ hasStopped }) => hasStopped);
      status = over ? 'stopped' : await statusBetween(executions[0].model, work);
    }
  }
  for (const { callbacks } of executions) await callbacks.end();
  return status;
}

/** Whether to go on, between two epochs. */
async function statusBetween(model: tf.LayersModel, work: LegWork): Promise<LegOutcome['status']> {
  const status = await stoppedBetween(work);
  return status === 'completed' && isResumable(model) && (await work.pause.isDue()) ? 'paused' : status;
}

/** The model of the execution that is best at this epoch, or the last that joins the front. */
function bestModelOf(
  executions: readonly [Execution, ...Execution[]],
  metrics: readonly Readonly<Record<string, number>>[],
  { definition: { objective } }: LegWork,
): tf.LayersModel {
  const front = new Front();
  let best = 0;
  for (const [index, each] of metrics.entries()) {
    const scores = scoresOf(each, objective);
    if (scores && front.add(lossesOf(scores, objective))) best = index;
  }
  return (executions[best] as Execution).model;
}

/** After own training, the weights of the last epoch are known alone. */
async function checkpointOf(
  executions: readonly [Execution, ...Execution[]],
  { reports, assigned }: LegWork,
  best: BestWeights,
): Promise<Checkpoint> {
  const [{ model }, ...others] = executions;
  await best.update((executions.at(-1) as Execution).model);
  const epoch = reports.all.at(-1)?.epoch ?? assigned.fromEpoch;
  const checkpoint = await takeCheckpoint(model, epoch, best.beside(model, epoch));
  if (others.length === 0) return checkpoint;
  const states: ModelState[] = [];
  for (const other of others) states.push(await modelState(other.model));
  return { ...checkpoint, others: states };
}
