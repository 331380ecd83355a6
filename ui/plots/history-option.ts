import type { EChartsCoreOption } from 'echarts/core';
import type { Goal, History } from '../api/objective.js';
import { formatNumber } from '../format.js';
import { axisStyle, legendStyle, scoreAxis, tooltipStyle } from './axis-style.js';
import type { Theme } from './theme.js';

/** Scores of trials in their order, and the best so far. @param isLog whether the scores' axis is logarithmic */
export function historyOption({ scores, best }: History, goal: Goal, isLog: boolean, theme: Theme): EChartsCoreOption {
  return {
    animation: false,
    grid: { left: 64, right: 16, top: 32, bottom: 40 },
    legend: legendStyle(theme),
    tooltip: {
      trigger: 'item',
      ...tooltipStyle(theme),
      formatter: ({ value: [trial, score] }: { value: [number, number] }) => `trial ${trial}: ${formatNumber(score)}`,
    },
    xAxis: { type: 'value', name: 'trial', nameLocation: 'middle', minInterval: 1, ...axisStyle(theme) },
    yAxis: scoreAxis(goal.name, isLog, theme),
    series: [
      { id: 'scores', name: 'score', type: 'scatter', symbolSize: 6, data: scores, color: theme.accent },
      { id: 'best', name: 'best so far', type: 'line', step: 'end', showSymbol: false, data: best, color: theme.best },
    ],
  };
}
