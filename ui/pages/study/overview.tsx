import { useMemo, useState } from 'preact/hooks';
import type { Goal } from '../../api/objective.js';
import type { StudyView } from '../../api/study-feed.js';
import { areCurved, curvesOf, metricsOf } from '../../plots/curves.js';
import { rungsOf } from '../../plots/rungs.js';
import { ScoringControls, Slider } from './controls.js';
import { CurvesPlot } from './curves-plot.js';
import { HistoryPlot } from './history-plot.js';
import { ParallelPlot } from './parallel-plot.js';
import type { SectionProps } from './study-content.js';
import { TrialsTable } from './trials-table.js';
import { type Choosing, useChoosing } from './use-choosing.js';

/** Plots of a study's trials, and the table of those that are chosen in them. */
export function Overview({ view, summary: { study }, scoring }: SectionProps) {
  const { trials, parameters } = view;
  const { goals, goal, wantsLog, isLog } = scoring;
  const choosing = useChoosing(view, goal, isLog);
  const { axes, axesKey, lines, percent, setPercent, brushAxis, isChosen } = choosing;
  const chosen = useMemo(() => trials.filter(({ number }) => isChosen(number)), [trials, isChosen]);
  return (
    <>
      <ScoringControls scoring={scoring}>
        <Slider percent={percent} onChange={setPercent} />
      </ScoringControls>
      <HistoryPlot study={study} trials={trials} goal={goal} isLog={isLog} />
      <ParallelPlot key={axesKey} axes={axes} lines={lines} onBrush={brushAxis} />
      <Curves legs={view.legs} goal={goal} choosing={choosing} wantsLog={wantsLog} />
      <TrialsTable study={study} trials={chosen} all={trials} goals={goals} parameters={parameters} />
    </>
  );
}

interface CurvesProps {
  readonly legs: StudyView['legs'];
  readonly goal: Goal;
  readonly choosing: Choosing;
  readonly wantsLog: boolean;
}

/** The learning curves of the chosen trials, where there is more than one epoch. */
function Curves({ legs, goal, choosing: { best, isChosen }, wantsLog }: CurvesProps) {
  const [chosenMetric, setChosenMetric] = useState<string>();
  const metrics = useMemo(() => metricsOf(legs), [legs]);
  const metric = chosenMetric ?? (metrics.includes(goal.name) ? goal.name : metrics[0]);
  const curves = useMemo(
    () => (metric === undefined ? [] : curvesOf(legs, metric).filter(({ trial }) => isChosen(trial))),
    [legs, metric, isChosen],
  );
  const rungs = useMemo(() => rungsOf(legs), [legs]);
  if (metric === undefined || !areCurved(legs)) return null;
  return (
    <CurvesPlot
      curves={curves}
      rungs={rungs}
      metrics={metrics}
      metric={metric}
      onMetric={setChosenMetric}
      best={best}
      wantsLog={wantsLog}
    />
  );
}
