import { StepladderError } from '../../shared/errors.js';
import type { DrawingCanvas } from './drawing.js';

/**
 * Loads `@napi-rs/canvas`, an optional package.
 *
 * @returns what makes a canvas.
 * @throws MissingDependency if it is not installed, or if the machine has no font: images would be without a word.
 */
export async function loadCanvas(): Promise<(width: number, height: number) => DrawingCanvas> {
  const { createCanvas, GlobalFonts } = await import('@napi-rs/canvas').catch((cause) => {
    const message = 'PNG images need the package @napi-rs/canvas: npm install @napi-rs/canvas. SVG needs none';
    throw new StepladderError('MissingDependency', message, { cause });
  });
  if (GlobalFonts.families.length > 0) return createCanvas;
  const message = 'PNG images need a font, such as that of the package fonts-dejavu-core. SVG needs none';
  throw new StepladderError('MissingDependency', message);
}
