import type { EChartsCoreOption } from 'echarts/core';
import type { TrialDocument } from '../../shared/study/document.js';
import type { Goal } from '../api/objective.js';
import { formatNumber } from '../format.js';
import { axisStyle, legendStyle, tooltipStyle } from './axis-style.js';
import type { Theme } from './theme.js';

/** A trial by two objectives. */
export type FrontPoint = readonly [x: number, y: number, trial: number];

/** The trials that have both scores, those on the front apart. */
export interface FrontPoints {
  readonly others: readonly FrontPoint[];
  /** Along the first objective. */
  readonly front: readonly FrontPoint[];
}

/** @param front numbers of the trials that no other dominates, by all objectives. */
export function frontPoints(
  trials: readonly TrialDocument[],
  [across, up]: readonly [Goal, Goal],
  front: ReadonlySet<number>,
): FrontPoints {
  const points = trials.flatMap((trial): FrontPoint[] => {
    const [x, y] = [across.scoreOf(trial), up.scoreOf(trial)];
    return x === undefined || y === undefined ? [] : [[x, y, trial.number]];
  });
  return {
    others: points.filter(([, , trial]) => !front.has(trial)),
    front: points.filter(([, , trial]) => front.has(trial)).sort(([a], [b]) => a - b),
  };
}

/**
 * Trials by two objectives, and the front.
 *
 * @param isWhole whether there are no other objectives: then the front is the edge of what it dominates, else but the shadow of a surface.
 */
export function frontOption(
  { others, front }: FrontPoints,
  [across, up]: readonly [Goal, Goal],
  isWhole: boolean,
  theme: Theme,
): EChartsCoreOption {
  const direction = ({ name, isMaximised }: Goal) => `${name} (${isMaximised ? 'max' : 'min'})`;
  const axis = axisStyle(theme);
  return {
    animation: false,
    grid: { left: 76, right: 24, top: 36, bottom: 48 },
    legend: legendStyle(theme),
    tooltip: {
      trigger: 'item',
      ...tooltipStyle(theme),
      formatter: ({ value: [x, y, trial] }: { value: FrontPoint }) =>
        `trial ${trial}\n${across.name} ${formatNumber(x)}\n${up.name} ${formatNumber(y)}`,
    },
    xAxis: { type: 'value', scale: true, name: direction(across), nameLocation: 'middle', ...axis },
    yAxis: { type: 'value', scale: true, name: direction(up), ...axis, nameGap: 12 },
    series: [
      {
        ...{ id: 'trials', name: 'dominated', type: 'scatter', large: true, largeThreshold: 2000 },
        ...{ symbolSize: 6, data: others, color: theme.accent, itemStyle: { opacity: 0.6 } },
      },
      {
        ...{ id: 'front', name: 'front', symbol: 'circle', symbolSize: 9, data: front, color: theme.best },
        ...(isWhole ? { type: 'line', step: across.isMaximised ? 'start' : 'end' } : { type: 'scatter' }),
      },
    ],
  };
}
