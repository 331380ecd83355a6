import { StepladderError } from '../errors.js';
import { randomFor } from '../math/random.js';
import type { HyperParameters } from '../space/hyperparameters.js';
import { partsOf } from '../study/scores.js';
import type { LegOutcome, LegWork } from './leg.js';
import type { EvaluationTuning } from './tuning.js';

/** Runs an evaluation. It can't be paused: what it returns ends the leg. */
export async function runEvaluationLeg(
  tuning: EvaluationTuning,
  hp: HyperParameters,
  { definition, assigned, reports, stop }: LegWork,
): Promise<LegOutcome> {
  const { study, seed, objective } = definition;
  const { trial, fromEpoch, toEpoch } = assigned;
  const returned = await tuning.evaluate(hp, {
    study,
    trial,
    seed: Math.floor(randomFor(seed, 'evaluate', trial)() * 2 ** 31),
    fromEpoch,
    toEpoch,
    report: async (metrics) => {
      const epoch = fromEpoch + reports.all.length + 1;
      if (epoch > toEpoch) {
        throw new StepladderError(
          'InvalidTuning',
          `Epoch ${epoch} is reported, but the leg ends with ${toEpoch}: set \`epochs\``,
        );
      }
      await reports.add(epoch, metrics);
      return epoch === toEpoch || !(await stop.isDue(reports.all));
    },
  });
  const parts = partsOf(objective);
  const [only] = parts.length === 1 ? parts : [];
  const metrics = only && typeof returned === 'number' ? { [only.name]: returned } : returned;
  const status = stop.stopped ? 'stopped' : 'completed';
  if (metrics === undefined && reports.all.length > 0) return { status };
  if (typeof metrics !== 'object' || metrics === null) {
    throw new StepladderError(
      'MissingMetric',
      `\`evaluate\` returned ${String(metrics)}, not metrics such as { ${parts.map(({ name }) => `${name}: 0.5`).join(', ')} }`,
    );
  }
  const last = reports.all.at(-1)?.epoch ?? 0;
  const epoch = stop.stopped ? last : toEpoch;
  if (last === epoch) reports.all.pop();
  await reports.add(epoch, metrics);
  return { status };
}
