import { formatNumber, formatTable } from '../../shared/display/format.js';
import { trialWithHistory } from '../../shared/study/document.js';
import { scoreNamesOf } from '../../shared/study/scores.js';
import type { Study } from '../../shared/study/study.js';
import type { Trial } from '../../shared/study/trial.js';
import { printJson } from '../display/screen.js';
import { printSummary } from '../display/summary.js';
import { formatTrial } from '../display/trial.js';
import type { StudyFlags } from '../options.js';
import { type Place, placeOf } from '../place.js';
import { readStudy, trialOf } from '../read-study.js';

/** `stepladder show <study>`: everything known of a study, or of one of its trials. */
export async function showCommand(name: string, { trial, ...flags }: StudyFlags): Promise<number> {
  const place = await placeOf(flags);
  const { study, document } = await readStudy(place, name);
  if (trial !== undefined) await showTrial(place, study, trial, flags.json ?? false);
  else if (flags.json) printJson(document);
  else {
    const names = scoreNamesOf(study.definition.objective);
    const rows = document.trials.map(({ number, status, epochs, seconds, legs, failure }) => [
      String(number),
      status,
      ...names.map((_, index) => formatScore(study.trial(number), index)),
      String(epochs),
      formatNumber(seconds),
      String(legs),
      failure ? `${failure.code}: ${failure.message.split('\n')[0]}` : '',
    ]);
    process.stdout.write(
      `${formatTable(['trial', 'status', ...(names.length > 1 ? names : ['score']), 'epochs', 'seconds', 'legs', 'failure'], rows)}\n`,
    );
    printSummary(study, document);
  }
  return 0;
}

async function showTrial(place: Place, study: Study, number: number, json: boolean): Promise<void> {
  const trial = trialWithHistory(study, trialOf(study, number));
  const logs = await place.logs(study.definition.study, number);
  if (json) printJson({ ...trial, logs });
  else process.stdout.write(`${formatTrial(trial, logs)}\n`);
}

function formatScore(trial: Trial | undefined, index: number): string {
  const score = trial?.scores?.[index];
  return score === undefined ? '' : formatNumber(score);
}
