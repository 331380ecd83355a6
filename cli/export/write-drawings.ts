import { join } from 'node:path';
import { StepladderError } from '../../shared/errors.js';
import type { Drawing, DrawingModule } from './drawing.js';
import type { FrozenStudy } from './frozen-study.js';
import { loadCanvas } from './load-canvas.js';
import { writeOut } from './write-out.js';

/** Built beside the command line, by `ui/bundle.mjs`. */
const drawing = new URL('../../ui/export/draw.js', import.meta.url);

/**
 * Writes the plots of a study, a file each.
 *
 * @returns how many there are.
 * @throws NoScore if the study has nothing to plot; MissingDependency as `loadCanvas`.
 */
export async function writeDrawings(
  { study, answer }: FrozenStudy,
  format: 'svg' | 'png',
  directory: string,
): Promise<number> {
  const draw = format === 'svg' ? (plot: Drawing) => plot.svg() : await pngDrawer();
  const { drawingsOf }: DrawingModule = await import(drawing.href);
  const plots = await drawingsOf(study.definition.study, answer);
  if (plots.length === 0) {
    throw new StepladderError('NoScore', `No trial of study '${study.definition.study}' has a score to plot yet`);
  }
  for (const plot of plots) await writeOut(join(directory, `${plot.name}.${format}`), draw(plot));
  return plots.length;
}

async function pngDrawer(): Promise<(plot: Drawing) => Uint8Array> {
  const createCanvas = await loadCanvas();
  return (plot) => plot.png(createCanvas);
}
