import { resolve } from 'node:path';
import { StepladderError } from '../../shared/errors.js';
import { leaderboardOf } from '../../shared/study/leaderboard.js';
import { formatNumber, formatValue } from '../display/format.js';
import { printJson } from '../display/screen.js';
import type { ShowFlags } from '../options.js';
import { placeOf } from '../place.js';
import { readStudy } from '../read-study.js';

/** `stepladder best <study>`: the best trial's hyperparameters, and its model. */
export async function bestCommand(name: string, flags: ShowFlags & { export?: string }): Promise<number> {
  const place = await placeOf(flags);
  const { study, document } = await readStudy(place, name);
  const best = leaderboardOf(study)[0];
  if (!best) throw new StepladderError('NoScore', `No trial of study '${name}' has a score yet`);
  if (flags.export !== undefined) {
    const { exportModel } = await import('../../shared/training/export-model.js');
    await exportModel(place.store, best, resolve(flags.export));
  }
  if (flags.json) printJson(document.trials.find(({ number }) => number === best.number) as object);
  else {
    const values = Object.entries(best.values).map(([parameter, value]) => `  ${parameter} = ${formatValue(value)}\n`);
    const { objective } = study.definition;
    process.stdout.write(
      `trial ${best.number}: ${objective.name} ${formatNumber(best.score as number)}\n${values.join('')}`,
    );
  }
  return 0;
}
