import { StepladderError } from '../errors.js';
import { partsOf } from '../study/scores.js';
import type { LegOutcome, LegWork } from './leg.js';
import { type Epoch, epochsOf, meanMetrics, type Returned } from './returned-metrics.js';

/** Reports metrics at the end of the next epoch. @returns whether to train on. */
export type Report = (metrics: Readonly<Record<string, number>>) => Promise<boolean>;

/** The user's own code that trains. */
interface OwnCode {
  /** What it is called in a tuning: `evaluate` or `fit`. */
  readonly name: string;
  run(execution: number, report: Report): Promise<Returned>;
  /** Whether to go on, between two epochs of the last execution. */
  statusBetween(): Promise<LegOutcome['status']>;
}

/**
 * Runs code that trains by itself, as often as the study has executions a trial, one after another. The leg's reports are
 * means over them; so they come with the last, and only that one is told to stop.
 *
 * @throws MissingMetric, NotFiniteMetric, InvalidTuning, and what the code throws
 */
export async function runExecutions(work: LegWork, code: OwnCode): Promise<LegOutcome['status']> {
  const { executionsPerTrial = 1 } = work.definition;
  const earlier: Epoch[][] = [];
  while (earlier.length < executionsPerTrial - 1) {
    const { epochs } = await runOne(work, code, earlier.length, goesOn, reportsNothing);
    earlier.push(epochs);
  }
  const add = async ({ epoch, metrics }: Epoch) => {
    if (work.reports.all.at(-1)?.epoch === epoch) work.reports.all.pop();
    const others = earlier.flat().filter((each) => each.epoch === epoch);
    await work.reports.add(epoch, meanMetrics([...others.map((each) => each.metrics), metrics]));
  };
  return (await runOne(work, code, earlier.length, code.statusBetween, add)).status;
}

/** Of all executions but the last. */
const goesOn = async () => 'completed' as const;
const reportsNothing = async () => undefined;

/** Whether a leg was told to stop, between two epochs; of code that cannot pause. */
export async function stoppedBetween({ stop, reports }: LegWork): Promise<'stopped' | 'completed'> {
  return (await stop.isDue(reports.all)) ? 'stopped' : 'completed';
}

async function runOne(
  { definition, assigned: { fromEpoch, toEpoch } }: LegWork,
  code: OwnCode,
  execution: number,
  statusBetween: OwnCode['statusBetween'],
  add: (epoch: Epoch) => Promise<void>,
): Promise<{ epochs: Epoch[]; status: LegOutcome['status'] }> {
  const epochs: Epoch[] = [];
  let status: LegOutcome['status'] = 'completed';
  const report: Report = async (metrics) => {
    const epoch = (epochs.at(-1)?.epoch ?? fromEpoch) + 1;
    if (epoch > toEpoch) {
      const message = `Epoch ${epoch} is reported, but the leg ends with ${toEpoch}: set \`epochs\``;
      throw new StepladderError('InvalidTuning', message);
    }
    epochs.push({ epoch, metrics });
    await add({ epoch, metrics });
    if (epoch < toEpoch) status = await statusBetween();
    return status === 'completed';
  };
  const returned = await code.run(execution, report);
  const reported = epochs.at(-1)?.epoch ?? fromEpoch;
  const last = status === 'completed' ? toEpoch : reported;
  for (const each of epochsOf(returned, partsOf(definition.objective), last, code.name)) {
    if (each.epoch < reported) continue;
    if (each.epoch <= fromEpoch || each.epoch > toEpoch) throw outside(code.name, each.epoch, fromEpoch, toEpoch);
    if (each.epoch === reported) epochs.pop();
    epochs.push(each);
    await add(each);
  }
  const end = epochs.at(-1)?.epoch;
  if (end === undefined) {
    throw new StepladderError('MissingMetric', `\`${code.name}\` returned nothing, and reported no metrics`);
  }
  // Code that goes on though it is told to pause may reach the end; code that ends early by itself goes on no more.
  if (end === toEpoch) return { epochs, status: 'completed' };
  return { epochs, status: status === 'completed' ? 'stopped' : status };
}

/** Of code that counts its epochs from the start of each leg, its trial would never come to an end. */
function outside(name: string, epoch: number, fromEpoch: number, toEpoch: number): StepladderError {
  return new StepladderError(
    'InvalidTuning',
    `\`${name}\` returned a history with epoch ${epoch}, but the leg trains those after ${fromEpoch}, up to ${toEpoch}: ` +
      'train from context.fromEpoch (initialEpoch) to context.toEpoch (epochs)',
  );
}
