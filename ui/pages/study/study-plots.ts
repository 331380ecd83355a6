import type { EChartsCoreOption } from 'echarts/core';
import type { StudySummary } from '../../../shared/study/document.js';
import type { ToldImportances } from '../../api/importance.js';
import type { LegsView } from '../../api/legs-feed.js';
import { type Goal, goalsOf, historyOf } from '../../api/objective.js';
import type { StudyView } from '../../api/study-feed.js';
import { pairOf } from '../../parts/pair-choice.js';
import { contourOf, contourOption } from '../../plots/contour-option.js';
import { areCurved, curvesOf, metricsOf } from '../../plots/curves.js';
import { curvesOption } from '../../plots/curves-option.js';
import { frontOption, frontPoints } from '../../plots/front-option.js';
import { historyOption } from '../../plots/history-option.js';
import { heightOfBars, importanceOption } from '../../plots/importance-option.js';
import { lanesOf } from '../../plots/lanes.js';
import { axesOf } from '../../plots/parallel-axes.js';
import { axisWidth, linesOf, parallelOption } from '../../plots/parallel-option.js';
import { rungsOf } from '../../plots/rungs.js';
import { sliceAxesOf } from '../../plots/slice-axis.js';
import { agesOf, sliceOption, slicePoints } from '../../plots/slice-option.js';
import { type Currency, currenciesOf, spendingOf } from '../../plots/spending.js';
import { bestOption, spentOption } from '../../plots/spending-option.js';
import type { Theme } from '../../plots/theme.js';
import { heightOfLanes, timelineOption } from '../../plots/timeline-option.js';

/** What the plots of a study are made of. */
export interface StudyDocuments {
  readonly view: StudyView;
  readonly summary: StudySummary;
  readonly legs: LegsView;
  readonly importances: ToldImportances;
}

/** A plot of a study that stands alone: what the page has switches for is a plot each, or as the page begins. */
export interface StudyPlot {
  readonly name: string;
  readonly option: EChartsCoreOption;
  /** Pixels that it needs, if more than usual. */
  readonly minWidth?: number;
  /** Pixels, if not as usual. */
  readonly height?: number;
}

/** The plots of a study that have something to show, for each objective and each metric. */
export function studyPlots(documents: StudyDocuments, theme: Theme): StudyPlot[] {
  const { view, summary, legs, importances } = documents;
  const goals = goalsOf(summary.objective);
  return [
    ...goals.flatMap((goal) => scorePlots(view, goal, theme)),
    ...curvePlots(view, goals[0] as Goal, theme),
    ...importancePlots(importances, theme),
    ...frontPlots(view, summary, goals, theme),
    ...legPlots(legs, view, goals, theme),
  ];
}

function scorePlots(view: StudyView, goal: Goal, theme: Theme): StudyPlot[] {
  const { trials, parameters } = view;
  const history = historyOf(trials, goal);
  if (history.scores.length === 0) return [];
  const axes = axesOf(parameters, trials, goal, false);
  const lines = linesOf(trials, goal, axes);
  return [
    { name: `history ${goal.name}`, option: historyOption(history, goal, false, theme) },
    {
      name: `hyperparameters ${goal.name}`,
      option: parallelOption(axes, lines, theme),
      minWidth: axes.length * axisWidth,
    },
    ...landscapePlots(view, goal, theme),
  ];
}

/** Scores over one hyperparameter, and over two. */
function landscapePlots({ trials, parameters }: StudyView, goal: Goal, theme: Theme): StudyPlot[] {
  const axes = sliceAxesOf(parameters);
  const ages = agesOf(trials, theme);
  const slices = axes.map((axis) => ({
    name: `slice ${axis.name} ${goal.name}`,
    option: sliceOption(slicePoints(trials, axis, goal), axis, goal, ages, false, theme),
  }));
  const pair = pairOf(axes, []);
  if (!pair) return slices;
  const contour = contourOf(trials, pair, goal, false);
  const option = contourOption(contour, pair, goal, false, theme);
  return [...slices, { name: `contour ${goal.name}`, option, height: 480 }];
}

/** The learning curves, where there is more than one epoch. */
function curvePlots({ legs, trials }: StudyView, goal: Goal, theme: Theme): StudyPlot[] {
  if (!areCurved(legs)) return [];
  const best = linesOf(trials, goal, []).at(-1)?.trial;
  const rungs = rungsOf(legs);
  return metricsOf(legs).flatMap((metric) => {
    const curves = curvesOf(legs, metric);
    if (curves.length === 0) return [];
    return [{ name: `curves ${metric}`, option: curvesOption(curves, rungs, metric, best, false, theme) }];
  });
}

function importancePlots(told: ToldImportances, theme: Theme): StudyPlot[] {
  if ('untold' in told) return [];
  const height = heightOfBars(told.hyperparameters.length);
  return [{ name: 'importance', option: importanceOption(told, theme), height }];
}

function frontPlots({ trials }: StudyView, summary: StudySummary, goals: readonly Goal[], theme: Theme): StudyPlot[] {
  const pair = pairOf(goals, []);
  if (!pair || !summary.front?.length) return [];
  const front = new Set(summary.front.map(({ number }) => number));
  const option = frontOption(frontPoints(trials, pair, front), pair, goals.length === 2, theme);
  return [{ name: 'front', option, height: 480 }];
}

/** Who trained what when in the newest run, and what it cost. */
function legPlots({ legs, at }: LegsView, { trials }: StudyView, goals: readonly Goal[], theme: Theme): StudyPlot[] {
  const run = Math.max(...legs.map((leg) => leg.run));
  const lanes = lanesOf(
    legs.filter((leg) => leg.run === run),
    at,
  );
  const currency = currenciesOf(legs)[0] as Currency;
  const goal = goals[0] as Goal;
  const spending = spendingOf(legs, trials, currency, goal);
  if (spending.length === 0) return [];
  return [
    { name: 'timeline', option: timelineOption(lanes, theme), height: heightOfLanes(lanes.names.length) },
    { name: 'spent', option: spentOption(spending, currency, theme) },
    { name: `best for spent ${goal.name}`, option: bestOption(spending, currency, goal, false, theme) },
  ];
}
