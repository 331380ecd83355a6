import type { EChartsCoreOption } from 'echarts/core';
import type { TrialDocument } from '../../shared/study/document.js';
import type { Goal } from '../api/objective.js';
import { inactive, labelAt, type ParallelAxis } from './parallel-axes.js';
import type { Theme } from './theme.js';

/** Pixels between two axes that their labels need. */
export const axisWidth = 84;

/** A trial with a score, as a line across the axes. */
export interface ParallelLine {
  readonly trial: number;
  /** On each axis in turn. */
  readonly positions: readonly number[];
  /** 0 for the best, 1 for the worst of the lines, by rank. */
  readonly rank: number;
}

/** The lines of trials that have a score, the best last, so that they lie on top. */
export function linesOf(trials: readonly TrialDocument[], goal: Goal, axes: readonly ParallelAxis[]): ParallelLine[] {
  const scored = trials.flatMap((trial) => {
    const score = goal.scoreOf(trial);
    return score === undefined ? [] : [{ trial, score }];
  });
  scored.sort((a, b) => (goal.isMaximised ? a.score - b.score : b.score - a.score));
  const worst = Math.max(1, scored.length - 1);
  return scored.map(({ trial, score }, index) => ({
    trial: trial.number,
    positions: axes.map((axis, at) => axis.position(at === axes.length - 1 ? score : trial.hyperparameters[axis.name])),
    rank: 1 - index / worst,
  }));
}

/** Parallel coordinates: an axis for each hyperparameter and, last, one for the score; each can be brushed. */
export function parallelOption(
  axes: readonly ParallelAxis[],
  lines: readonly ParallelLine[],
  theme: Theme,
): EChartsCoreOption {
  return {
    animation: false,
    parallel: { left: 48, right: 64, top: 44, bottom: 20 },
    parallelAxis: axes.map((axis, dim) => axisOption(axis, dim, lines, theme)),
    series: [
      {
        id: 'trials',
        type: 'parallel',
        inactiveOpacity: 0.04,
        activeOpacity: 0.7,
        data: lines.map(({ trial, positions, rank }) => ({
          name: `trial ${trial}`,
          value: positions,
          lineStyle: {
            color: rank <= bestShown ? theme.best : theme.accent,
            width: rank === 0 ? 2.5 : 1,
            opacity: 0.6,
          },
        })),
      },
    ],
  };
}

/** Share of the lines that are drawn as the best. */
const bestShown = 0.1;

function axisOption({ name, ticks }: ParallelAxis, dim: number, lines: readonly ParallelLine[], theme: Theme) {
  const hasInactive = lines.some(({ positions }) => positions[dim] === inactive);
  const labels = hasInactive ? [{ at: inactive, label: 'inactive' }, ...ticks] : ticks;
  const customValues = labels.map(({ at }) => at);
  return {
    id: String(dim),
    dim,
    name,
    type: 'value',
    // Beyond the outermost values, so that a drag can take them in.
    min: inactive - 0.05,
    max: 1.05,
    nameTextStyle: { color: theme.text },
    nameTruncate: { maxWidth: 110 },
    axisLine: { lineStyle: { color: theme.line } },
    axisTick: { customValues, lineStyle: { color: theme.line } },
    axisLabel: {
      customValues,
      color: theme.text,
      formatter: (at: number) => labelAt(labels, at),
    },
    areaSelectStyle: { width: 18, borderColor: theme.best, color: theme.best, opacity: 0.25 },
  };
}
