import { useCallback, useMemo, useState } from 'preact/hooks';
import type { StudySummary } from '../../../shared/study/document.js';
import { type Goal, goalsOf } from '../../api/objective.js';
import type { StudyView } from '../../api/study-feed.js';
import { Choice } from '../../parts/choice.js';
import { curvesOf, metricsOf } from '../../plots/curves.js';
import { axisOf, numbers, type ParallelAxis } from '../../plots/parallel-axes.js';
import { linesOf } from '../../plots/parallel-option.js';
import { CurvesPlot } from './curves-plot.js';
import { HistoryPlot } from './history-plot.js';
import { ParallelPlot } from './parallel-plot.js';
import { type Brush, bestLines, brushedLines, type Interval } from './selection.js';
import { TrialsTable } from './trials-table.js';

/** Plots of a study's trials, and the table of those that are chosen in them. */
export function StudyContent({ view, summary }: { view: StudyView; summary: StudySummary }) {
  const { trials, legs, parameters } = view;
  // The objective of a study never changes, but each reading brings a new document of it.
  const objective = JSON.stringify(summary.objective);
  const goals = useMemo(() => goalsOf(JSON.parse(objective)), [objective]);
  const [goalName, setGoalName] = useState(goals[0]?.name);
  const goal = (goals.find(({ name }) => name === goalName) ?? goals[0]) as Goal;
  const [wantsLog, setWantsLog] = useState(false);
  const [share, setShare] = useState(100);
  const [brush, setBrush] = useState<Brush>(new Map());
  const [chosenMetric, setChosenMetric] = useState<string>();

  const isPositive = trials.every((trial) => (goal.scoreOf(trial) ?? 1) > 0);
  const isLog = wantsLog && isPositive;
  const axes = useMemo(() => axesOf(view, goal, isLog), [view, goal, isLog]);
  const lines = useMemo(() => linesOf(trials, goal, axes), [trials, goal, axes]);
  const best = useMemo(() => bestLines(lines, share / 100), [lines, share]);
  const chosen = useMemo(() => new Set(brushedLines(best, brush).map(({ trial }) => trial)), [best, brush]);
  const isChoosing = share < 100 || [...brush.values()].some((intervals) => intervals.length > 0);
  const shown = useMemo(
    () => (isChoosing ? trials.filter(({ number }) => chosen.has(number)) : trials),
    [trials, chosen, isChoosing],
  );
  const metrics = useMemo(() => metricsOf(legs), [legs]);
  const metric = chosenMetric ?? (metrics.includes(goal.name) ? goal.name : metrics[0]);
  const curves = useMemo(() => {
    const all = metric === undefined ? [] : curvesOf(legs, metric);
    return isChoosing ? all.filter(({ trial }) => chosen.has(trial)) : all;
  }, [legs, metric, chosen, isChoosing]);
  const brushAxis = useCallback(
    (axis: number, intervals: readonly Interval[]) => setBrush((before) => new Map(before).set(axis, intervals)),
    [],
  );

  return (
    <>
      <div class="controls">
        {goals.length > 1 && (
          <Choice label="Objective" options={goals.map(({ name }) => name)} value={goal.name} onChange={setGoalName} />
        )}
        <label class="field">
          <input
            type="checkbox"
            checked={isLog}
            disabled={!isPositive}
            onChange={({ currentTarget }) => setWantsLog(currentTarget.checked)}
          />
          logarithmic scores
        </label>
        <label class="field">
          the best {share} %
          <input
            type="range"
            min={1}
            max={100}
            value={share}
            onInput={({ currentTarget }) => setShare(Number(currentTarget.value))}
          />
        </label>
      </div>
      <HistoryPlot study={summary.study} trials={trials} goal={goal} isLog={isLog} />
      <ParallelPlot key={axes.map(({ name }) => name).join()} axes={axes} lines={best} onBrush={brushAxis} />
      {metric !== undefined && legs.some(({ reports }) => (reports.at(-1)?.epoch ?? 0) > 1) && (
        <CurvesPlot
          curves={curves}
          metrics={metrics}
          metric={metric}
          onMetric={setChosenMetric}
          best={lines.at(-1)?.trial}
          isLog={wantsLog}
        />
      )}
      <TrialsTable study={summary.study} trials={shown} total={trials.length} goals={goals} parameters={parameters} />
    </>
  );
}

/** An axis for each hyperparameter that is searched and, last, one for the score. */
function axesOf({ parameters, trials }: StudyView, goal: Goal, isLog: boolean): ParallelAxis[] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const trial of trials) {
    const score = goal.scoreOf(trial);
    if (score === undefined) continue;
    low = Math.min(low, score);
    high = Math.max(high, score);
  }
  const score = low <= high ? [numbers(goal.name, low, high, isLog ? 'log' : 'linear')] : [];
  return [...parameters.flatMap((parameter) => axisOf(parameter) ?? []), ...score];
}
