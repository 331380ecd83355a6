import { importanceOf } from '../../shared/importance/importance.js';
import { formatImportances } from '../display/importance.js';
import { printJson, textColumns } from '../display/screen.js';
import type { ImportanceFlags } from '../importance-options.js';
import { placeOf } from '../place.js';
import { readStudy } from '../read-study.js';

/** `stepladder importance <study>`: how important each hyperparameter is. */
export async function importanceCommand(name: string, flags: ImportanceFlags): Promise<number> {
  const { study } = await readStudy(await placeOf(flags), name);
  const importances = importanceOf(study, flags);
  if (flags.json) printJson({ study: name, ...importances });
  else process.stdout.write(`${formatImportances(study, importances, textColumns())}\n`);
  return 0;
}
