import type { EChartsCoreOption } from 'echarts/core';
import { axisStyle, legendStyle, scoreAxis } from './axis-style.js';
import type { Curve } from './curves.js';
import type { Theme } from './theme.js';

/** A point of a line; a pair of `-` interrupts it. */
type Point = readonly [epoch: number | '-', value: number | '-', trial: number];

/**
 * Learning curves. All are one line that is interrupted between them: a series each would cost thousands of them.
 *
 * @param rungs epochs to mark.
 * @param best number of the trial to stand out.
 * @param isLog whether the metric's axis is logarithmic.
 */
export function curvesOption(
  curves: readonly Curve[],
  rungs: readonly number[],
  metric: string,
  best: number | undefined,
  isLog: boolean,
  theme: Theme,
): EChartsCoreOption {
  const line = (id: string, name: string, shown: readonly Curve[], colour: string, width: number) => ({
    id,
    name,
    type: 'line',
    showSymbol: shown.every(({ points }) => points.length < 2),
    symbolSize: 5,
    data: shown.flatMap(pointsOf),
    color: colour,
    lineStyle: { width, opacity: id === 'all' ? 0.55 : 1 },
  });
  return {
    animation: false,
    grid: { left: 64, right: 16, top: 32, bottom: 40 },
    legend: legendStyle(theme),
    xAxis: { type: 'value', name: 'epoch', nameLocation: 'middle', minInterval: 1, scale: true, ...axisStyle(theme) },
    yAxis: scoreAxis(metric, isLog, theme),
    series: [
      { ...line('all', 'trials', curves, theme.accent, 1), markLine: rungLines(rungs, theme) },
      ...(best === undefined
        ? []
        : [
            line(
              'best',
              'best trial',
              curves.filter(({ trial }) => trial === best),
              theme.best,
              2,
            ),
          ]),
    ],
  };
}

function pointsOf({ trial, points }: Curve): Point[] {
  return [...points.map(([epoch, value]): Point => [epoch, value, trial]), ['-', '-', trial]];
}

function rungLines(rungs: readonly number[], theme: Theme) {
  return {
    silent: true,
    animation: false,
    symbol: 'none',
    lineStyle: { color: theme.line, type: 'dashed', width: 1 },
    label: { position: 'insideEndTop', rotate: 0, formatter: '{c}', color: theme.text },
    data: rungs.map((xAxis) => ({ xAxis })),
  };
}
