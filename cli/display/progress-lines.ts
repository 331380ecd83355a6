import { bestOf } from '../../shared/study/budget.js';
import type { Trial } from '../../shared/study/trial.js';
import type { View } from '../../shared/study/watch-study.js';
import { formatNumber, formatSeconds, formatValues } from './format.js';

/** One line for each trial that ends in the study's newest run. */
export function progressLines(write: (line: string) => void): (view: View) => void {
  const shown = new Set<number>();
  return ({ study }) => {
    const since = study.lastRun?.run.started ?? 0;
    for (const trial of study.trials) {
      if (trial.ended === undefined || trial.ended < since || shown.has(trial.number)) continue;
      shown.add(trial.number);
      write(lineOf(trial, study.definition.objective.name, bestOf(study) === trial));
    }
  };
}

function lineOf(trial: Trial, objective: string, isBest: boolean): string {
  const { number, status, score, failure, seconds, values } = trial;
  const outcome =
    score === undefined || status === 'failed'
      ? `${failure?.code ?? 'lost'}: ${failure?.message.split('\n')[0] ?? ''}`
      : `${objective} ${formatNumber(score)}${isBest ? ' (best)' : ''}`;
  return `trial ${number} ${status}  ${outcome}  ${formatSeconds(seconds)}  ${formatValues(values)}`;
}
