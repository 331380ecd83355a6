import { useMemo } from 'preact/hooks';
import type { TrialDocument } from '../../../shared/study/document.js';
import { type Goal, historyOf } from '../../api/objective.js';
import { formatNumber } from '../../format.js';
import { historyOption } from '../../plots/history-option.js';
import { Plot } from '../../plots/plot.js';
import { useTheme } from '../../plots/theme.js';
import { useTrialLink } from './use-trial-link.js';

interface HistoryPlotProps {
  readonly study: string;
  readonly trials: readonly TrialDocument[];
  readonly goal: Goal;
  readonly isLog: boolean;
}

/** Scores of all trials in the order in which they began, and the best so far; a click on a score leads to its trial. */
export function HistoryPlot({ study, trials, goal, isLog }: HistoryPlotProps) {
  const theme = useTheme();
  const history = useMemo(() => historyOf(trials, goal), [trials, goal]);
  const option = useMemo(() => historyOption(history, goal, isLog, theme), [history, goal, isLog, theme]);
  const best = history.best.at(-1)?.[1];
  const ending = best === undefined ? '' : `, the best ${formatNumber(best)}`;
  const summary = `${history.scores.length} scores${ending}. The table below has the numbers.`;
  return (
    <Plot title="Optimisation history" summary={summary} option={option} onReady={useTrialLink(study, 0, 'scores')} />
  );
}
