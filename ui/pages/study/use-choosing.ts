import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import type { Goal } from '../../api/objective.js';
import type { StudyView } from '../../api/study-feed.js';
import { axesOf, type ParallelAxis } from '../../plots/parallel-axes.js';
import { linesOf, type ParallelLine } from '../../plots/parallel-option.js';
import { type Brush, bestLines, brushedLines, type Interval } from './selection.js';

/** Which trials are chosen, and by what. */
export interface Choosing {
  readonly axes: readonly ParallelAxis[];
  /** Changes when a brush on the axes before means nothing on those of now. */
  readonly axesKey: string;
  /** Of the best trials, so many percent of those with a score. */
  readonly lines: readonly ParallelLine[];
  /** Number of the best trial. */
  readonly best: number | undefined;
  readonly percent: number;
  readonly setPercent: (percent: number) => void;
  readonly brushAxis: (axis: number, intervals: readonly Interval[]) => void;
  /** Whether a trial, by its number, is chosen; all are where nobody chooses. */
  readonly isChosen: (trial: number) => boolean;
}

/** Chooses trials by a slider and by brushes on the axes of the parallel coordinates. */
export function useChoosing({ trials, parameters }: StudyView, goal: Goal, isLog: boolean): Choosing {
  const [percent, setPercent] = useState(100);
  const [brush, setBrush] = useState<Brush>(new Map());
  const axes = useMemo(() => axesOf(parameters, trials, goal, isLog), [parameters, trials, goal, isLog]);
  const all = useMemo(() => linesOf(trials, goal, axes), [trials, goal, axes]);
  const lines = useMemo(() => bestLines(all, percent / 100), [all, percent]);
  const axesKey = [isLog, ...axes.map(({ name }) => name)].join();
  // Other axes begin without a brush.
  useEffect(() => setBrush(new Map()), [axesKey]);
  const isChosen = useMemo(() => {
    if (percent === 100 && [...brush.values()].every((intervals) => intervals.length === 0)) return () => true;
    const chosen = new Set(brushedLines(lines, brush).map(({ trial }) => trial));
    return (trial: number) => chosen.has(trial);
  }, [lines, brush, percent]);
  const brushAxis = useCallback(
    (axis: number, intervals: readonly Interval[]) => setBrush((before) => new Map(before).set(axis, intervals)),
    [],
  );
  return { axes, axesKey, lines, best: all.at(-1)?.trial, percent, setPercent, brushAxis, isChosen };
}
