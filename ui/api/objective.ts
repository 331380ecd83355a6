import type { TrialDocument } from '../../shared/study/document.js';
import type { Objective } from '../../shared/study/records.js';

/** What has a score: a trial, or one as it was after one of its legs. */
export interface Judged extends Pick<TrialDocument, 'score' | 'metrics'> {
  readonly status: string;
}

/** One of the numbers that trials of a study are judged by. */
export interface Goal {
  readonly name: string;
  readonly isMaximised: boolean;
  /** Undefined where the trial has none, or failed. */
  scoreOf(trial: Judged): number | undefined;
}

/** The numbers that trials are judged by: one, or one for each objective whose front is looked for. */
export function goalsOf(objective: Objective): Goal[] {
  if ('pareto' in objective) {
    return objective.pareto.map(({ name, direction }) => ({
      name,
      isMaximised: direction === 'max',
      scoreOf: ({ status, metrics }) => (status === 'failed' ? undefined : (metrics[name] ?? undefined)),
    }));
  }
  return [
    {
      name: nameOf(objective),
      isMaximised: isMaximised(objective),
      scoreOf: ({ status, score }) => (status === 'failed' ? undefined : (score ?? undefined)),
    },
  ];
}

/** What people call an objective. */
export function nameOf(objective: Objective): string {
  if ('pareto' in objective) return objective.pareto.map(({ name }) => name).join(', ');
  if (!('sum' in objective)) return objective.name;
  const terms = objective.sum.map(({ name, weight, direction }) => {
    const sign = (direction === 'max') === isMaximised(objective) ? '+' : '−';
    return `${sign} ${weight === 1 ? '' : `${weight} `}${name}`;
  });
  return terms.join(' ').replace(/^\+ /, '');
}

/** A weighted sum is maximised where all its metrics are; otherwise those to maximise are subtracted. */
function isMaximised(objective: Exclude<Objective, { pareto: unknown }>): boolean {
  if ('sum' in objective) return objective.sum.every(({ direction }) => direction === 'max');
  return objective.direction === 'max';
}

/** The scores of trials in their order, and the best until each. */
export interface History {
  readonly scores: readonly (readonly [trial: number, score: number])[];
  readonly best: readonly (readonly [trial: number, score: number])[];
}

export function historyOf(trials: readonly TrialDocument[], { isMaximised, scoreOf }: Goal): History {
  const scores: (readonly [number, number])[] = [];
  const best: (readonly [number, number])[] = [];
  for (const trial of trials) {
    const score = scoreOf(trial);
    if (score === undefined) continue;
    scores.push([trial.number, score]);
    const before = best.at(-1)?.[1];
    const isBetter = before === undefined || (isMaximised ? score > before : score < before);
    best.push([trial.number, isBetter ? score : before]);
  }
  return { scores, best };
}
