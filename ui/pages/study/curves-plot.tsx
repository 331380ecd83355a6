import { useMemo } from 'preact/hooks';
import { Choice } from '../../parts/choice.js';
import type { Curve } from '../../plots/curves.js';
import { curvesOption } from '../../plots/curves-option.js';
import { Plot } from '../../plots/plot.js';
import { useTheme } from '../../plots/theme.js';

interface CurvesPlotProps {
  readonly curves: readonly Curve[];
  readonly metrics: readonly string[];
  readonly metric: string;
  readonly onMetric: (metric: string) => void;
  /** Number of the best trial. */
  readonly best: number | undefined;
  /** Whether its axis is to be logarithmic, where all values are greater than 0. */
  readonly wantsLog: boolean;
}

/** The learning curves of trials. */
export function CurvesPlot({ curves, metrics, metric, onMetric, best, wantsLog }: CurvesPlotProps) {
  const theme = useTheme();
  const isLog = wantsLog && curves.every(({ points }) => points.every(([, value]) => value > 0));
  const option = useMemo(() => curvesOption(curves, metric, best, isLog, theme), [curves, metric, best, isLog, theme]);
  return (
    <Plot title="Learning curves" summary={`${metric} of ${curves.length} trials, epoch by epoch`} option={option}>
      <Choice label="Metric" options={metrics} value={metric} onChange={onMetric} />
    </Plot>
  );
}
