import type { EChartsCoreOption } from 'echarts/core';
import type { Corner } from '../api/comparison.js';
import { formatNumber } from '../format.js';
import { axisStyle, scoreAxis, tooltipStyle } from './axis-style.js';
import type { Mark } from './marks.js';
import type { Theme } from './theme.js';

/** The best so far of one study. */
export interface ComparedLine {
  readonly study: string;
  readonly mark: Mark;
  readonly points: readonly Corner[];
}

/** The best so far of several studies: a step line each, with its mark where the score became better. @param isLog of scores */
export function compareOption(
  lines: readonly ComparedLine[],
  axis: string,
  objective: string,
  isLog: boolean,
  theme: Theme,
): EChartsCoreOption {
  return {
    animation: false,
    grid: { left: 64, right: 20, top: 56, bottom: 40 },
    legend: { type: 'scroll', top: 0, left: 0, textStyle: { color: theme.text }, pageTextStyle: { color: theme.text } },
    tooltip: {
      trigger: 'item',
      ...tooltipStyle(theme),
      formatter: ({ seriesName, value: [at, score] }: { seriesName: string; value: [number, number] }) =>
        `${seriesName}: ${formatNumber(score)} at ${formatNumber(at)} ${axis}`,
    },
    xAxis: { type: 'value', name: axis, nameLocation: 'middle', min: 0, ...axisStyle(theme) },
    // A long name would else be cut at the plot's left side.
    yAxis: { ...scoreAxis(objective, isLog, theme), nameTextStyle: { color: theme.text, align: 'left' } },
    series: lines.map(({ study, mark: { path, dash, colour }, points }) => ({
      id: study,
      name: study,
      type: 'line',
      step: 'end',
      color: theme.lines[colour],
      symbol: `path://${path}`,
      symbolSize: 9,
      showAllSymbol: true,
      lineStyle: { width: 2, type: dash.length > 0 ? dash : 'solid' },
      data: points.map((value, index) => (index < points.length - 1 ? value : { value, symbol: 'none' })),
    })),
  };
}
