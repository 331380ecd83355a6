import type { EChartsCoreOption } from 'echarts/core';
import type { TrialDocument } from '../../shared/study/document.js';
import type { Goal } from '../api/objective.js';
import { formatNumber } from '../format.js';
import { scoreAxis, tooltipStyle } from './axis-style.js';
import { between } from './ramp.js';
import { type SliceAxis, sliceAxisOption, spreadOf } from './slice-axis.js';
import type { Theme } from './theme.js';

/** Where a trial lies on the axis of a hyperparameter, and its score. */
export type SlicePoint = readonly [position: number, score: number, trial: number];

/** Trials of consecutive numbers, in one colour: a series each, since ECharts draws thousands of points fast in one colour only. */
export interface Age {
  /** Numbers of the first and the last trial. */
  readonly from: number;
  readonly to: number;
  readonly colour: string;
}

const mostAges = 6;

/** The ages of trials, which are in the order of their numbers. */
export function agesOf(trials: readonly TrialDocument[], theme: Theme): Age[] {
  const numbers = (trials.at(-1)?.number ?? -1) + 1;
  const count = Math.min(mostAges, numbers);
  return Array.from({ length: count }, (_, age) => ({
    from: Math.ceil((age * numbers) / count),
    to: Math.ceil(((age + 1) * numbers) / count) - 1,
    colour: count === 1 ? theme.accent : between(theme.accent, theme.best, age / (count - 1)),
  }));
}

/** The trials with a score in which the hyperparameter is active; those of a category are spread over its band. */
export function slicePoints(trials: readonly TrialDocument[], axis: SliceAxis, goal: Goal): SlicePoint[] {
  return trials.flatMap((trial): SlicePoint[] => {
    const [position, score] = [axis.positionOf(trial), goal.scoreOf(trial)];
    if (position === undefined || score === undefined) return [];
    const moved = axis.bands === undefined ? position : position + spreadOf(trial.number) / axis.bands;
    return [[moved, score, trial.number]];
  });
}

/** Scores against a hyperparameter. @param isLog whether the scores' axis is logarithmic */
export function sliceOption(
  points: readonly SlicePoint[],
  axis: SliceAxis,
  goal: Goal,
  ages: readonly Age[],
  isLog: boolean,
  theme: Theme,
): EChartsCoreOption {
  return {
    animation: false,
    grid: { left: 64, right: 16, top: 28, bottom: 44 },
    tooltip: {
      trigger: 'item',
      ...tooltipStyle(theme),
      formatter: ({ value: [, score, trial] }: { value: SlicePoint }) => `trial ${trial}: ${formatNumber(score)}`,
    },
    xAxis: { ...sliceAxisOption(axis, theme), nameGap: 26 },
    yAxis: scoreAxis(goal.name, isLog, theme),
    series: ages.map(({ from, to, colour }) => ({
      id: `trials ${from}`,
      type: 'scatter',
      symbolSize: 5,
      large: true,
      largeThreshold: 500,
      data: points.filter(([, , trial]) => trial >= from && trial <= to),
      color: colour,
      itemStyle: { opacity: 0.75 },
    })),
  };
}
