import { join, resolve } from 'node:path';
import { formatScores, formatValue } from '../../shared/display/format.js';
import { StepladderError } from '../../shared/errors.js';
import { frontOf } from '../../shared/study/front.js';
import { isPareto, scoreNamesOf } from '../../shared/study/scores.js';
import type { Study } from '../../shared/study/study.js';
import type { Trial } from '../../shared/study/trial.js';
import { formatFront } from '../display/front.js';
import { printJson } from '../display/screen.js';
import type { ShowFlags } from '../options.js';
import { placeOf } from '../place.js';
import { readStudy } from '../read-study.js';

/** `stepladder best <study>`: the best trial's hyperparameters, and its model; with several objectives, the front's. */
export async function bestCommand(name: string, flags: ShowFlags & { export?: string }): Promise<number> {
  const place = await placeOf(flags);
  const { study, document } = await readStudy(place, name);
  const front = frontOf(study);
  const [best] = front;
  if (!best) throw new StepladderError('NoScore', `No trial of study '${name}' has a score yet`);
  const isOne = !isPareto(study.definition.objective);
  if (flags.export !== undefined) {
    const { exportModel } = await import('../../shared/training/export-model.js');
    const folder = resolve(flags.export);
    for (const trial of front) await exportModel(place.store, trial, isOne ? folder : join(folder, `${trial.number}`));
  }
  if (flags.json) {
    const documents = front.map(({ number }) => document.trials.find((trial) => trial.number === number) as object);
    printJson(isOne ? (documents[0] as object) : documents);
  } else process.stdout.write(`${isOne ? formatBest(study, best) : formatFront(study, front)}\n`);
  return 0;
}

function formatBest({ definition }: Study, { number, scores, values }: Trial): string {
  const head = `trial ${number}: ${formatScores(scoreNamesOf(definition.objective), scores)}`;
  return [head, ...Object.entries(values).map(([name, value]) => `  ${name} = ${formatValue(value)}`)].join('\n');
}
