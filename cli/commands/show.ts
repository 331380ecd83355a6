import { leaderboardOf } from '../../shared/study/document.js';
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
    const rows = document.trials.map(({ number, status, score, epochs, seconds, legs, failure }) => [
      String(number),
      status,
      score === null ? '' : formatNumber(score),
      String(epochs),
      formatNumber(seconds),
      String(legs),
      failure ? `${failure.code}: ${failure.message.split('\n')[0]}` : '',
    ]);
    process.stdout.write(
      `${formatTable(['trial', 'status', 'score', 'epochs', 'seconds', 'legs', 'failure'], rows)}\n`,
    );
    printSummary(study, document);
  }
  return 0;
}

/** `stepladder leaderboard <study>`: the best trials. */
export async function leaderboardCommand(name: string, flags: ShowFlags & { limit: number }): Promise<number> {
  const { study, document } = await readStudy(await placeOf(flags), name);
  const best = leaderboardOf(study).slice(0, flags.limit);
  if (flags.json) {
    printJson(best.map(({ number }) => document.trials.find((trial) => trial.number === number) as object));
    return 0;
  }
  const names = [...new Set(study.space.parameters.map((parameter) => parameter.name))];
  const rows = best.map(({ number, score, values }, index) => [
    String(index + 1),
    String(number),
    formatNumber(score as number),
    ...names.map((parameter) => formatValue(values[parameter])),
  ]);
  process.stdout.write(`${formatTable(['rank', 'trial', study.definition.objective.name, ...names], rows)}\n`);
  return 0;
}
