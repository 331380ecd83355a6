import { useMemo } from 'preact/hooks';
import { Choice } from '../../parts/choice.js';
import type { Curve } from '../../plots/curves.js';
import { curvesOption } from '../../plots/curves-option.js';
import { Plot } from '../../plots/plot.js';
import { useTheme } from '../../plots/theme.js';

interface CurvesPlotProps {
  readonly curves: readonly Curve[];
  /** Epochs at which trials were compared. */
  readonly rungs: readonly number[];
  readonly metrics: readonly string[];
  readonly metric: string;
  readonly onMetric: (metric: string) => void;
  /** Number of the best trial. */
  readonly best: number | undefined;
  /** Whether its axis is to be logarithmic, where all values are greater than 0. */
  readonly wantsLog: boolean;
}

/** The learning curves of trials. */
export function CurvesPlot({ curves, rungs, metrics, metric, onMetric, best, wantsLog }: CurvesPlotProps) {
  const theme = useTheme();
  const isLog = wantsLog && curves.every(({ points }) => points.every(([, value]) => value > 0));
  const option = useMemo(
    () => curvesOption(curves, rungs, metric, best, isLog, theme),
    [curves, rungs, metric, best, isLog, theme],
  );
  const marks = rungs.length > 0 ? `; rungs at ${rungs.join(', ')}` : '';
  const summary = `${metric} of ${curves.length} trials, epoch by epoch${marks}`;
  return (
    <Plot title="Learning curves" summary={summary} option={option}>
      <Choice label="Metric" options={metrics} value={metric} onChange={onMetric} />
    </Plot>
  );
}
