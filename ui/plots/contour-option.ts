import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams } from 'echarts';
import type { EChartsCoreOption } from 'echarts/core';
import type { TrialDocument } from '../../shared/study/document.js';
import type { Goal } from '../api/objective.js';
import { formatNumber } from '../format.js';
import { tooltipStyle } from './axis-style.js';
import { between } from './ramp.js';
import { type SliceAxis, sliceAxisOption, spreadOf } from './slice-axis.js';
import { cellsOfNumbers, type SurfaceCell, shownRange, surfaceOf } from './surface.js';
import type { Theme } from './theme.js';

/** A trial on both axes, with its score. */
export type ContourPoint = readonly [x: number, y: number, score: number, trial: number];

/** The trials with a score in which both hyperparameters are active, and what they say of scores between them. */
export interface Contour {
  /** Those of a category are spread over its band. */
  readonly points: readonly ContourPoint[];
  /** Of scores, or of their logarithms to base 10. */
  readonly cells: readonly SurfaceCell[];
}

export function contourOf(
  trials: readonly TrialDocument[],
  [across, up]: readonly [SliceAxis, SliceAxis],
  goal: Goal,
  isLog: boolean,
): Contour {
  const placed = trials.flatMap((trial): ContourPoint[] => {
    const [x, y, score] = [across.positionOf(trial), up.positionOf(trial), goal.scoreOf(trial)];
    return x === undefined || y === undefined || score === undefined ? [] : [[x, y, score, trial.number]];
  });
  const values = placed.map(([x, y, score]) => [x, y, isLog ? Math.log10(score) : score] as const);
  const moved = (position: number, { bands }: SliceAxis, trial: number) =>
    bands === undefined ? position : position + spreadOf(trial) / bands;
  return {
    // In two bands at once, trials lie on a line unless they are spread by different sequences.
    points: placed.map(([x, y, score, trial]) => [moved(x, across, trial), moved(y, up, trial ** 2), score, trial]),
    cells: surfaceOf(values, across, up),
  };
}

/** A surface of scores over two hyperparameters, and the trials on it. @param isLog whether cells are of logarithms */
export function contourOption(
  { points, cells }: Contour,
  [across, up]: readonly [SliceAxis, SliceAxis],
  goal: Goal,
  isLog: boolean,
  theme: Theme,
): EChartsCoreOption {
  const scored = points.map(([, , score]) => (isLog ? Math.log10(score) : score));
  const [min, max] = scored.length > 0 ? shownRange(scored, goal.isMaximised) : [0, 1];
  const [worst, best] = [between(theme.paper, theme.accent, 0.06), theme.accent];
  return {
    animation: false,
    grid: { left: 88, right: 24, top: 20, bottom: 96 },
    tooltip: {
      trigger: 'item',
      ...tooltipStyle(theme),
      formatter: ({ value: [, , score, trial] }: { value: ContourPoint }) => `trial ${trial}: ${formatNumber(score)}`,
    },
    visualMap: {
      type: 'continuous',
      seriesIndex: 0,
      dimension: 2,
      min,
      max,
      orient: 'horizontal',
      left: 'center',
      bottom: 0,
      text: [max, min].map((value) => formatNumber(isLog ? 10 ** value : value)),
      hoverLink: false,
      textStyle: { color: theme.text },
      inRange: { color: goal.isMaximised ? [worst, best] : [best, worst] },
      outOfRange: { color: worst },
    },
    xAxis: { ...sliceAxisOption(across, theme), min: 0, max: 1, nameGap: 28 },
    yAxis: { ...sliceAxisOption(up, theme), min: 0, max: 1, nameGap: 68 },
    series: [
      {
        id: 'surface',
        type: 'custom',
        silent: true,
        renderItem: cellShape(across.bands ?? cellsOfNumbers, up.bands ?? cellsOfNumbers),
        encode: { x: 0, y: 1 },
        data: cells,
      },
      {
        id: 'trials',
        type: 'scatter',
        symbolSize: 6,
        data: points,
        itemStyle: { color: theme.text, borderColor: theme.paper, borderWidth: 1 },
      },
    ],
  };
}

/** Draws a cell, a little too large, so that no gap shows between two. */
function cellShape(columns: number, rows: number) {
  return (_: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
    const [x, y] = [Number(api.value(0)), Number(api.value(1))];
    const [left, top] = api.coord([x - 0.5 / columns, y + 0.5 / rows]) as [number, number];
    const [right, bottom] = api.coord([x + 0.5 / columns, y - 0.5 / rows]) as [number, number];
    return {
      type: 'rect' as const,
      shape: { x: left, y: top, width: right - left + 0.5, height: bottom - top + 0.5 },
      style: { fill: api.visual('color') as string },
    };
  };
}
