import { frontOf } from '../study/front.js';
import { isPareto, scoreNamesOf } from '../study/scores.js';
import type { Study } from '../study/study.js';
import type { Trial } from '../study/trial.js';
import type { View } from '../study/watch-study.js';
import { formatScores, formatSeconds, formatValues } from './format.js';

/** One line for each trial that ends in the study's newest run. */
export function progressLines(write: (line: string) => void): (view: View) => void {
  const shown = new Set<number>();
  return ({ study }) => {
    const since = study.lastRun?.run.started ?? 0;
    for (const trial of study.trials) {
      if (trial.ended === undefined || trial.ended < since || shown.has(trial.number)) continue;
      shown.add(trial.number);
      write(lineOf(trial, study));
    }
  };
}

function lineOf(trial: Trial, study: Study): string {
  const { objective } = study.definition;
  const mark = frontOf(study).includes(trial) ? (isPareto(objective) ? ' (on the front)' : ' (best)') : '';
  const { number, status, scores, failure, seconds, values } = trial;
  const outcome =
    scores === undefined || status === 'failed'
      ? `${failure?.code ?? 'lost'}: ${failure?.message.split('\n')[0] ?? ''}`
      : `${formatScores(scoreNamesOf(objective), scores)}${mark}`;
  return `trial ${number} ${status}  ${outcome}  ${formatSeconds(seconds)}  ${formatValues(values)}`;
}
