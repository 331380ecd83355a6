import { formatNumber, formatTable } from '../../shared/display/format.js';
import { scoreNamesOf } from '../../shared/study/scores.js';
import type { Trial } from '../../shared/study/trial.js';
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
