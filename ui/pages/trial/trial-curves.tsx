import { useMemo } from 'preact/hooks';
import type { TrialWithHistory } from '../../../shared/study/document.js';
import { curvesOf, metricsOf } from '../../plots/curves.js';
import { Plot } from '../../plots/plot.js';
import { useTheme } from '../../plots/theme.js';
import { trialCurvesOption } from '../../plots/trial-curves-option.js';

/** All metrics of a trial, epoch by epoch. */
export function TrialCurves({ trial: { number, history } }: { trial: TrialWithHistory }) {
  const theme = useTheme();
  const curves = useMemo(() => {
    const legs = history.map(({ status, reports }) => ({ trial: number, status, reports }));
    return metricsOf(legs).flatMap((metric) => curvesOf(legs, metric).map(({ points }) => ({ metric, points })));
  }, [number, history]);
  const option = useMemo(() => trialCurvesOption(curves, theme), [curves, theme]);
  if (curves.length === 0) return null;
  return <Plot title="Curves" summary={curves.map(({ metric }) => metric).join(', ')} option={option} />;
}
