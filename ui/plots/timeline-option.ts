import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams } from 'echarts';
import type { EChartsCoreOption } from 'echarts/core';
import type { LegDocument } from '../../shared/study/leg-document.js';
import { formatSeconds } from '../format.js';
import { axisStyle, legendStyle, tooltipStyle } from './axis-style.js';
import type { Lanes } from './lanes.js';
import type { Theme } from './theme.js';

/** A leg as its series has it; times in milliseconds since 1970. */
export type TimelineBar = readonly [from: number, to: number, lane: number, trial: number, leg: number];

/** Pixels of a lane at the least, of what is above and below all, and of the highest plot. */
const pixels = { lane: 16, around: 96, least: 256, most: 960 };

/** Pixels that so many lanes need; many share what there is. */
export function heightOfLanes(lanes: number): number {
  return Math.min(pixels.most, Math.max(pixels.least, pixels.around + lanes * pixels.lane));
}

/** A lane for each slot, in it a bar for each leg, by how it ended. Where there is none, the slot waited. */
export function timelineOption({ names, bars }: Lanes, theme: Theme): EChartsCoreOption {
  const style = axisStyle(theme);
  return {
    animation: false,
    grid: { left: 76, right: 24, top: 40, bottom: 32 },
    legend: legendStyle(theme),
    tooltip: { trigger: 'item', ...tooltipStyle(theme), formatter: tooltipOf },
    xAxis: { type: 'time', scale: true, ...style, axisLabel: { color: theme.text, hideOverlap: true } },
    yAxis: {
      type: 'category',
      inverse: true,
      data: names,
      axisLine: style.axisLine,
      axisTick: { show: false },
      axisLabel: { color: theme.text },
      splitLine: { show: names.length <= 40, lineStyle: { color: theme.grid } },
    },
    series: Object.entries(coloursOf(theme)).map(([status, colour]) => ({
      id: status,
      name: status,
      type: 'custom',
      clip: true,
      color: colour,
      itemStyle: { opacity: opacityOf(status) },
      renderItem: barShape(names.length, opacityOf(status)),
      encode: { x: [0, 1], y: 2 },
      data: bars
        .filter(({ leg }) => leg.status === status)
        .map(({ lane, from, to, leg }): TimelineBar => [from, to, lane, leg.trial, leg.leg]),
    })),
  };
}

function coloursOf(theme: Theme): Record<LegDocument['status'], string> {
  return {
    running: theme.accent,
    completed: theme.good,
    stopped: theme.best,
    paused: theme.line,
    failed: theme.bad,
    lost: theme.bad,
  };
}

/** Lost legs are paler than failed ones. */
function opacityOf(status: string): number {
  return status === 'lost' ? 0.5 : 1;
}

function barShape(lanes: number, opacity: number) {
  return ({ coordSys }: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
    const [left, middle] = api.coord([api.value(0), api.value(2)]) as [number, number];
    const [right] = api.coord([api.value(1), api.value(2)]) as [number, number];
    const room = (coordSys as unknown as { height: number }).height / lanes;
    const height = Math.max(1, Math.min(24, 0.7 * room));
    // Apart from the next by half a pixel, unless nothing would be left.
    const width = Math.max(1, right - left - 0.5);
    return {
      type: 'rect' as const,
      shape: { x: left, y: middle - height / 2, width, height },
      style: { fill: api.visual('color') as string, opacity },
    };
  };
}

function tooltipOf({ seriesName, value: [from, to, , trial, leg] }: { seriesName: string; value: TimelineBar }) {
  return `trial ${trial}, leg ${leg}: ${seriesName}, ${formatSeconds((to - from) / 1000)}`;
}
