import type { EChartsCoreOption } from 'echarts/core';
import { init } from './echarts.js';

/** Size of a drawing, in pixels of the page. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Draws a plot as an SVG document, without a browser too. @param paper the colour behind it */
export function drawSvg(option: EChartsCoreOption, size: Size, paper: string): string {
  const chart = init(null, undefined, { renderer: 'svg', ssr: true, ...size });
  chart.setOption({ ...option, backgroundColor: paper });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}
