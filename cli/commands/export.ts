import { resolve } from 'node:path';
import type { ExportFlags } from '../options.js';
import { placeOf } from '../place.js';
import { readStudy } from '../read-study.js';

/** `stepladder export <study>`: writes a study in the form that another tool reads. */
export async function exportCommand(name: string, { out, ...flags }: ExportFlags): Promise<number> {
  const { study } = await readStudy(await placeOf(flags), name);
  const { writeEventFiles } = await import('../../shared/tensorboard/write-event-files.js');
  await writeEventFiles(study, resolve(out));
  process.stdout.write(`${study.trials.length} trials of study '${name}': tensorboard --logdir ${out}\n`);
  return 0;
}
