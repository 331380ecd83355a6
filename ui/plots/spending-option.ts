import type { EChartsCoreOption } from 'echarts/core';
import type { Goal } from '../api/objective.js';
import { formatDollars, formatNumber, formatSeconds } from '../format.js';
import { axisStyle, scoreAxis, tooltipStyle } from './axis-style.js';
import type { Currency, Spending } from './spending.js';
import type { Theme } from './theme.js';

const formats: Record<Currency, (spent: number) => string> = {
  dollars: formatDollars,
  'seconds of training': formatSeconds,
};

/** What is spent, as time goes on. */
export function spentOption(spending: readonly Spending[], currency: Currency, theme: Theme): EChartsCoreOption {
  const style = axisStyle(theme);
  return {
    ...plain,
    tooltip: { trigger: 'axis', valueFormatter: formats[currency], ...tooltipStyle(theme) },
    xAxis: { type: 'time', scale: true, ...style, axisLabel: { color: theme.text, hideOverlap: true } },
    yAxis: { type: 'value', name: currency, ...style, axisLabel: labels(currency, theme), nameGap: 10 },
    series: [
      line(
        'spent',
        'spent',
        theme.accent,
        spending.map(({ at, spent }) => [at, spent]),
      ),
    ],
  };
}

/** The best score so far against what was spent until then. @param isLog whether the scores' axis is logarithmic */
export function bestOption(
  spending: readonly Spending[],
  currency: Currency,
  goal: Goal,
  isLog: boolean,
  theme: Theme,
): EChartsCoreOption {
  const style = axisStyle(theme);
  const known = spending.flatMap(({ spent, best }) => (best === undefined ? [] : [[spent, best] as const]));
  return {
    ...plain,
    tooltip: { trigger: 'axis', valueFormatter: formatNumber, ...tooltipStyle(theme) },
    xAxis: {
      ...{ type: 'value', name: currency, nameLocation: 'middle', ...style },
      axisLabel: { ...labels(currency, theme), hideOverlap: true },
    },
    yAxis: scoreAxis(goal.name, isLog, theme),
    series: [line('best', 'best so far', theme.best, known)],
  };
}

const plain = { animation: false, grid: { left: 76, right: 24, top: 32, bottom: 44 } };

function labels(currency: Currency, theme: Theme) {
  return { color: theme.text, formatter: formats[currency] };
}

function line(id: string, name: string, color: string, data: readonly (readonly [number, number])[]) {
  return { id, name, type: 'line', step: 'end', showSymbol: data.length < 2, data, color };
}
