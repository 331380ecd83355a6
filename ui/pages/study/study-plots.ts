import type { EChartsCoreOption } from 'echarts/core';
import type { Objective } from '../../../shared/study/records.js';
import { type Goal, goalsOf, historyOf } from '../../api/objective.js';
import type { StudyView } from '../../api/study-feed.js';
import { curvesOf, metricsOf } from '../../plots/curves.js';
import { curvesOption } from '../../plots/curves-option.js';
import { historyOption } from '../../plots/history-option.js';
import { linesOf, parallelOption } from '../../plots/parallel-option.js';
import { rungsOf } from '../../plots/rungs.js';
import type { Theme } from '../../plots/theme.js';
import { axisWidth } from './parallel-plot.js';
import { axesOf } from './use-choosing.js';

/** A plot of a study that stands alone: what the page has switches for is a plot each. */
export interface StudyPlot {
  readonly name: string;
  readonly option: EChartsCoreOption;
  /** Pixels that it needs. */
  readonly minWidth: number;
}

/** The plots of a study that have something to show, for each objective and each metric. */
export function studyPlots(view: StudyView, objective: Objective, theme: Theme): StudyPlot[] {
  const goals = goalsOf(objective);
  return [...goals.flatMap((goal) => scorePlots(view, goal, theme)), ...curvePlots(view, goals[0] as Goal, theme)];
}

function scorePlots({ trials, parameters }: StudyView, goal: Goal, theme: Theme): StudyPlot[] {
  const history = historyOf(trials, goal);
  if (history.scores.length === 0) return [];
  const axes = axesOf(parameters, trials, goal, false);
  const lines = linesOf(trials, goal, axes);
  return [
    { name: `history ${goal.name}`, option: historyOption(history, goal, false, theme), minWidth: 0 },
    {
      name: `hyperparameters ${goal.name}`,
      option: parallelOption(axes, lines, theme),
      minWidth: axes.length * axisWidth,
    },
  ];
}

/** The learning curves, where there is more than one epoch. */
function curvePlots({ legs, trials }: StudyView, goal: Goal, theme: Theme): StudyPlot[] {
  if (!legs.some(({ reports }) => (reports.at(-1)?.epoch ?? 0) > 1)) return [];
  const best = linesOf(trials, goal, []).at(-1)?.trial;
  const rungs = rungsOf(legs);
  return metricsOf(legs).flatMap((metric) => {
    const curves = curvesOf(legs, metric);
    if (curves.length === 0) return [];
    return [{ name: `curves ${metric}`, option: curvesOption(curves, rungs, metric, best, false, theme), minWidth: 0 }];
  });
}
