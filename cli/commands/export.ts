import { resolve } from 'node:path';
import { StepladderError } from '../../shared/errors.js';
import type { ExportFlags } from '../options.js';
import { type Place, placeOf } from '../place.js';
import { readStudy } from '../read-study.js';

/** `stepladder export <study>`: writes a study in the form that another tool reads. */
export async function exportCommand(name: string, flags: ExportFlags): Promise<number> {
  const { format, out, rows } = flags;
  if (rows !== undefined && format !== 'csv' && format !== 'parquet') {
    throw new StepladderError('InvalidRequest', `--rows is for --format csv and parquet, not ${format}`);
  }
  const what = await write(await placeOf(flags), name, flags);
  const where = format === 'tensorboard' ? `tensorboard --logdir ${out}` : out;
  process.stdout.write(`${what} of study '${name}': ${where}\n`);
  return 0;
}

/** @returns what was written: `12 trials` */
async function write(place: Place, name: string, { format, out, rows = 'trials' }: ExportFlags): Promise<string> {
  const path = resolve(out);
  switch (format) {
    case 'csv':
    case 'parquet': {
      const { study } = await readStudy(place, name);
      const { writeTable } = await import('../export/write-table.js');
      return `${await writeTable(study, format, rows, path)} ${rows}`;
    }
    case 'svg':
    case 'png': {
      const { freeze } = await import('../export/frozen-study.js');
      const { writeDrawings } = await import('../export/write-drawings.js');
      return `${await writeDrawings(await freeze(place, name), format, path)} plots`;
    }
    case 'tensorboard': {
      const { study } = await readStudy(place, name);
      const { writeEventFiles } = await import('../../shared/tensorboard/write-event-files.js');
      await writeEventFiles(study, path);
      return `${study.trials.length} trials`;
    }
  }
}
