import { useMemo, useState } from 'preact/hooks';
import type { StudySummary } from '../../../shared/study/document.js';
import { type Goal, goalsOf } from '../../api/objective.js';
import type { StudyView } from '../../api/study-feed.js';

/** By which of the scores trials are seen, and on what scale. */
export interface Scoring {
  readonly goals: readonly Goal[];
  readonly goal: Goal;
  /** @param name one of the goals'. */
  readonly chooseGoal: (name: string) => void;
  readonly wantsLog: boolean;
  readonly setWantsLog: (wantsLog: boolean) => void;
  /** Whether all scores are greater than 0. */
  readonly canBeLog: boolean;
  /** Whether the scale of scores is logarithmic: wanted, and possible. */
  readonly isLog: boolean;
}

export function useScoring({ trials }: StudyView, summary: StudySummary): Scoring {
  // The objective of a study never changes, but each reading brings a new document of it.
  const objective = JSON.stringify(summary.objective);
  const goals = useMemo(() => goalsOf(JSON.parse(objective)), [objective]);
  const [goalName, chooseGoal] = useState('');
  const goal = (goals.find(({ name }) => name === goalName) ?? goals[0]) as Goal;
  const [wantsLog, setWantsLog] = useState(false);
  const canBeLog = useMemo(() => trials.every((trial) => (goal.scoreOf(trial) ?? 1) > 0), [trials, goal]);
  return { goals, goal, chooseGoal, wantsLog, setWantsLog, canBeLog, isLog: wantsLog && canBeLog };
}
