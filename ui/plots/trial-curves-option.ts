import type { EChartsCoreOption } from 'echarts/core';
import { formatNumber } from '../format.js';
import { axisStyle, legendStyle, tooltipStyle } from './axis-style.js';
import type { Theme } from './theme.js';

/** A metric of the one trial. */
export interface MetricCurve {
  readonly metric: string;
  readonly points: readonly (readonly [epoch: number, value: number])[];
}

/** The metrics of one trial, a line each; a click in the legend hides one. */
export function trialCurvesOption(curves: readonly MetricCurve[], theme: Theme): EChartsCoreOption {
  return {
    animation: false,
    grid: { left: 64, right: 16, top: 40, bottom: 40 },
    legend: legendStyle(theme),
    tooltip: { trigger: 'axis', valueFormatter: formatNumber, ...tooltipStyle(theme) },
    xAxis: { type: 'value', name: 'epoch', nameLocation: 'middle', minInterval: 1, scale: true, ...axisStyle(theme) },
    yAxis: { type: 'value', scale: true, ...axisStyle(theme) },
    series: curves.map(({ metric, points }) => ({
      id: metric,
      name: metric,
      type: 'line',
      data: points,
      symbolSize: 5,
    })),
  };
}
