import { rankedTrials } from '../../shared/study/front.js';
import { scoreNamesOf } from '../../shared/study/scores.js';
import type { Trial } from '../../shared/study/trial.js';
import { formatNumber, formatTable, formatValue } from '../display/format.js';
import { printJson } from '../display/screen.js';
import { printSummary } from '../display/summary.js';
import type { ShowFlags } from '../options.js';
import { placeOf } from '../place.js';
import { readStudy } from '../read-study.js';

/** `stepladder show <study>`: everything known of a study. */
export async function showCommand(name: string, flags: ShowFlags): Promise<number> {
  const { study, document } = await readStudy(await placeOf(flags), name);
  if (flags.json) printJson(document);
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

function formatScore(trial: Trial | undefined, index: number): string {
  const score = trial?.scores?.[index];
  return score === undefined ? '' : formatNumber(score);
}

/** `stepladder leaderboard <study>`: the best trials. */
export async function leaderboardCommand(name: string, flags: ShowFlags & { limit: number }): Promise<number> {
  const { study, document } = await readStudy(await placeOf(flags), name);
  const best = rankedTrials(study).slice(0, flags.limit);
  if (flags.json) {
    printJson(best.map(({ trial }) => document.trials.find(({ number }) => number === trial.number) as object));
    return 0;
  }
  const names = [...new Set(study.space.parameters.map((parameter) => parameter.name))];
  const rows = best.map(({ rank, trial: { number, scores = [], values } }) => [
    String(rank),
    String(number),
    ...scores.map(formatNumber),
    ...names.map((parameter) => formatValue(values[parameter])),
  ]);
  process.stdout.write(
    `${formatTable(['rank', 'trial', ...scoreNamesOf(study.definition.objective), ...names], rows)}\n`,
  );
  return 0;
}
