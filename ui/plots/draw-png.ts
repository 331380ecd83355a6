import type { EChartsCoreOption } from 'echarts/core';
import type { Drawing } from '../../cli/export/drawing.js';
import type { Size } from './draw-svg.js';
import { init, setPlatformAPI } from './echarts.js';

/** Pixels of an image for each of the page's. */
const pixelRatio = 2;

/** Draws a plot as a PNG image in Node.js. @param paper the colour behind it */
export function drawPng(
  option: EChartsCoreOption,
  { width, height }: Size,
  paper: string,
  createCanvas: Parameters<Drawing['png']>[0],
): Uint8Array {
  // ECharts measures texts on a canvas of its own.
  setPlatformAPI({ createCanvas: () => createCanvas(1, 1) as never });
  const canvas = createCanvas(width, height);
  const chart = init(canvas as never, undefined, { renderer: 'canvas', devicePixelRatio: pixelRatio, width, height });
  chart.setOption({ ...option, series: atOnce(option), backgroundColor: paper });
  const png = canvas.toBuffer('image/png');
  chart.dispose();
  return png;
}

/** The series, none of which is drawn bit by bit: on a canvas ECharts does so where they are large. */
function atOnce({ series }: EChartsCoreOption): object[] {
  return (series as readonly object[]).map((each) => ({ ...each, progressive: 0 }));
}
