import type { EChartsType } from 'echarts/core';
import { useCallback, useMemo } from 'preact/hooks';
import type { ParallelAxis } from '../../plots/parallel-axes.js';
import { axisWidth, type ParallelLine, parallelOption } from '../../plots/parallel-option.js';
import { Plot } from '../../plots/plot.js';
import { useTheme } from '../../plots/theme.js';
import type { Interval } from './selection.js';

interface ParallelPlotProps {
  readonly axes: readonly ParallelAxis[];
  readonly lines: readonly ParallelLine[];
  readonly onBrush: (axis: number, intervals: readonly Interval[]) => void;
}

/** Hyperparameters and scores of trials, a line each; a drag along an axis brushes it, a click on it lifts that again. */
export function ParallelPlot({ axes, lines, onBrush }: ParallelPlotProps) {
  const theme = useTheme();
  const option = useMemo(() => parallelOption(axes, lines, theme), [axes, lines, theme]);
  const listen = useCallback(
    (chart: EChartsType) => {
      chart.on('axisareaselected', (event) => {
        const { parallelAxisId, intervals } = event as unknown as { parallelAxisId: string; intervals: Interval[] };
        onBrush(Number(parallelAxisId), intervals);
      });
    },
    [onBrush],
  );
  const summary = `${lines.length} trials over ${axes.map(({ name }) => name).join(', ')}. The table below has the numbers.`;
  return (
    <Plot
      title="Hyperparameters and score"
      summary={summary}
      option={option}
      minWidth={axes.length * axisWidth}
      onReady={listen}
    />
  );
}
