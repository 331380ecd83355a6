import { resolve } from 'node:path';
import type { ReportFlags } from '../options.js';
import { placeOf } from '../place.js';

/** `stepladder report <study>`: writes a study as one HTML file, which shows what the page shows. */
export async function reportCommand(name: string, { out = `${name}.html`, ...flags }: ReportFlags): Promise<number> {
  const [{ freeze }, { snapshotOf }, { reportHtml }, { writeOut }] = await Promise.all([
    import('../export/frozen-study.js'),
    import('../export/snapshot.js'),
    import('../export/report-html.js'),
    import('../export/write-out.js'),
  ]);
  const frozen = await freeze(await placeOf(flags), name);
  await writeOut(resolve(out), await reportHtml(name, await snapshotOf(frozen)));
  process.stdout.write(`${frozen.study.trials.length} trials of study '${name}': ${out}\n`);
  return 0;
}
