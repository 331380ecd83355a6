import { useMemo, useState } from 'preact/hooks';
import type { StudySummary } from '../../../shared/study/document.js';
import { type Goal, goalsOf } from '../../api/objective.js';
import type { StudyView } from '../../api/study-feed.js';
import { Choice } from '../../parts/choice.js';
import { curvesOf, metricsOf } from '../../plots/curves.js';
import { ScaleSwitch, Slider } from './controls.js';
import { CurvesPlot } from './curves-plot.js';
import { HistoryPlot } from './history-plot.js';
import { ParallelPlot } from './parallel-plot.js';
import { TrialsTable } from './trials-table.js';
import { type Choosing, useChoosing } from './use-choosing.js';

/** Plots of a study's trials, and the table of those that are chosen in them. */
export function StudyContent({ view, summary }: { view: StudyView; summary: StudySummary }) {
  const { study } = summary;
  const { trials, parameters } = view;
  // The objective of a study never changes, but each reading brings a new document of it.
  const objective = JSON.stringify(summary.objective);
  const goals = useMemo(() => goalsOf(JSON.parse(objective)), [objective]);
  const [goalName, setGoalName] = useState('');
  const goal = (goals.find(({ name }) => name === goalName) ?? goals[0]) as Goal;
  const [wantsLog, setWantsLog] = useState(false);
  const isPositive = useMemo(() => trials.every((trial) => (goal.scoreOf(trial) ?? 1) > 0), [trials, goal]);
  const isLog = wantsLog && isPositive;
  const choosing = useChoosing(view, goal, isLog);
  const { axes, axesKey, lines, percent, setPercent, brushAxis, isChosen } = choosing;
  const chosen = useMemo(() => trials.filter(({ number }) => isChosen(number)), [trials, isChosen]);
  return (
    <>
      <div class="controls">
        {goals.length > 1 && (
          <Choice label="Objective" options={goals.map(({ name }) => name)} value={goal.name} onChange={setGoalName} />
        )}
        <ScaleSwitch isLog={isLog} canBeLog={isPositive} onChange={setWantsLog} />
        <Slider percent={percent} onChange={setPercent} />
      </div>
      <HistoryPlot study={study} trials={trials} goal={goal} isLog={isLog} />
      <ParallelPlot key={axesKey} axes={axes} lines={lines} onBrush={brushAxis} />
      <Curves legs={view.legs} goal={goal} choosing={choosing} wantsLog={wantsLog} />
      <TrialsTable study={study} trials={chosen} total={trials.length} goals={goals} parameters={parameters} />
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
  if (metric === undefined || !legs.some(({ reports }) => (reports.at(-1)?.epoch ?? 0) > 1)) return null;
  return (
    <CurvesPlot
      curves={curves}
      metrics={metrics}
      metric={metric}
      onMetric={setChosenMetric}
      best={best}
      wantsLog={wantsLog}
    />
  );
}
