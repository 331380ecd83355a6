import { StepladderError } from '../../shared/errors.js';
import { historyOf } from '../../shared/study/history.js';
import { formatHistory } from '../display/history.js';
import { printJson, textColumns } from '../display/screen.js';
import type { ShowFlags } from '../options.js';
import { placeOf } from '../place.js';
import { readStudy } from '../read-study.js';

/** `stepladder history <study>`: how the study came along. */
export async function historyCommand(name: string, flags: ShowFlags): Promise<number> {
  const { study } = await readStudy(await placeOf(flags), name);
  const history = historyOf(study);
  if (history.length === 0) throw new StepladderError('NoScore', `No trial of study '${name}' has a score yet`);
  if (flags.json) printJson({ study: name, objective: study.definition.objective, history });
  else process.stdout.write(`${formatHistory(study, history, textColumns())}\n`);
  return 0;
}
