import type { EChartsCoreOption } from 'echarts/core';
import type { Importances } from '../../shared/importance/importance.js';
import { axisStyle } from './axis-style.js';
import type { Theme } from './theme.js';

/** Pixels of a bar, and of what is above and below all. */
const pixels = { bar: 26, around: 48 };

/** Pixels that so many bars need. */
export function heightOfBars(bars: number): number {
  return pixels.around + bars * pixels.bar;
}

/** Importances as bars, the most important on top. */
export function importanceOption({ hyperparameters }: Importances, theme: Theme): EChartsCoreOption {
  const style = axisStyle(theme);
  return {
    animation: false,
    grid: { left: 8, right: 56, top: 8, bottom: 32, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: { type: 'value', min: 0, ...style, axisLabel: { color: theme.text } },
    yAxis: {
      type: 'category',
      inverse: true,
      data: hyperparameters.map(({ name }) => name),
      axisTick: { show: false },
      axisLine: style.axisLine,
      axisLabel: { color: theme.text, interval: 0, width: 140, overflow: 'truncate' },
    },
    series: [
      {
        id: 'importance',
        type: 'bar',
        data: hyperparameters.map(({ importance }) => importance),
        color: theme.accent,
        barMaxWidth: 18,
        label: {
          show: true,
          position: 'right',
          color: theme.text,
          formatter: ({ value }: { value: number }) => value.toFixed(3),
        },
      },
    ],
  };
}
