import type { Value } from '../space/parameter.js';
import { bestOf, lastRecordOf, type Spent, spentBy } from './budget.js';
import type { Budget, Failure, Metrics, Objective } from './records.js';
import type { Study } from './study.js';
import type { Trial } from './trial.js';

/** A study as one JSON document: what `run`, `resume` and `show` print, and the API answers. */
export interface StudyDocument {
  readonly study: string;
  /** `interrupted`: its runner is gone without a word; `resume` goes on. */
  readonly status: 'running' | 'completed' | 'stopped' | 'failed' | 'interrupted';
  /** Why it ended; null while it runs. */
  readonly reason: string | null;
  readonly objective: Objective;
  readonly budget: Budget;
  readonly spent: Spent;
  readonly trials: readonly TrialDocument[];
  readonly best: Pick<TrialDocument, 'number' | 'score' | 'hyperparameters'> | null;
}

export interface TrialDocument {
  readonly number: number;
  readonly status: Trial['status'];
  readonly hyperparameters: Readonly<Record<string, Value>>;
  /** The objective at the best epoch; null until a leg has ended well. */
  readonly score: number | null;
  /** All metrics at the best epoch. */
  readonly metrics: Metrics;
  /** Epochs trained. */
  readonly epochs: number;
  /** Seconds of training. */
  readonly seconds: number;
  /** How many legs it took. */
  readonly legs: number;
  readonly failure?: Failure;
}

/** @param isAlive whether somebody runs the study, where that can be known. */
export function documentOf(study: Study, now: number, isAlive: boolean): StudyDocument {
  const state = study.lastRun;
  const best = bestOf(study);
  return {
    study: study.definition.study,
    status: state?.end?.status ?? (isAlive ? 'running' : 'interrupted'),
    reason: state?.end?.reason ?? null,
    objective: study.definition.objective,
    budget: state?.run.budget ?? study.definition.budget,
    spent: spentBy(study, isAlive || !state ? now : lastRecordOf(state.run, study)),
    trials: study.trials.map(trialDocument),
    best: best ? { number: best.number, score: best.score as number, hyperparameters: best.values } : null,
  };
}

/** The trials with a score, best first; of equal ones the first. */
export function leaderboardOf(study: Study): readonly Trial[] {
  const sign = study.direction === 'min' ? 1 : -1;
  return study.trials
    .filter(({ score, status }) => score !== undefined && status !== 'failed')
    .sort((a, b) => sign * ((a.score as number) - (b.score as number)) || a.number - b.number);
}

function trialDocument({ number, status, values, score, best, epochs, seconds, legs, failure }: Trial): TrialDocument {
  return {
    number,
    status,
    hyperparameters: values,
    score: score ?? null,
    metrics: best?.metrics ?? {},
    epochs,
    seconds,
    legs: legs.length,
    ...(failure && { failure }),
  };
}
