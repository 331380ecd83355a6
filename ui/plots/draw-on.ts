import type { EChartsCoreOption } from 'echarts/core';
import type { Size } from './draw-svg.js';
import { init } from './echarts.js';

/** Pixels of an image for each of the page's. */
const devicePixelRatio = 2;

/**
 * Draws a plot on a canvas, whole.
 *
 * @param canvas of the browser or of Node.js; its size is set.
 * @param paper the colour behind the plot.
 * @param read reads the drawing; afterwards it is gone.
 */
export function drawOn<Canvas, Read>(
  canvas: Canvas,
  option: EChartsCoreOption,
  size: Size,
  paper: string,
  read: (canvas: Canvas) => Read,
): Read {
  const chart = init(canvas as HTMLCanvasElement, undefined, { renderer: 'canvas', devicePixelRatio, ...size });
  chart.setOption({ ...option, series: atOnce(option), backgroundColor: paper });
  const drawing = read(canvas);
  chart.dispose();
  return drawing;
}

/** The series, none of which is drawn bit by bit: on a canvas ECharts does so where they are large. */
function atOnce({ series }: EChartsCoreOption): object[] {
  return (series as readonly object[]).map((each) => ({ ...each, progressive: 0 }));
}
