import { formatNumber, formatTable } from '../../shared/display/format.js';
import { formatDollars } from '../../shared/study/cost.js';
import type { StudySummary } from '../../shared/study/document.js';
import { scoreNamesOf } from '../../shared/study/scores.js';
import { printJson } from '../display/screen.js';
import type { ListFlags } from '../options.js';
import { placeOf } from '../place.js';

/** `stepladder list`: the studies of a directory or a deployment. */
export async function listCommand({ tag: tags = [], ...flags }: ListFlags): Promise<number> {
  const place = await placeOf(flags);
  const listed = await place.list(tags);
  if (flags.json) printJson(listed);
  else if (listed.length === 0)
    process.stdout.write(`There are no studies${ofTags(tags)} in ${flags.cloud ?? flags.store}\n`);
  else process.stdout.write(`${tableOf(listed)}\n`);
  return 0;
}

function ofTags(tags: readonly string[]): string {
  return tags.length > 0 ? ` tagged ${tags.join(' and ')}` : '';
}

/** Dollars stand there where something cost some, tags where a study has some. */
function tableOf(listed: readonly StudySummary[]): string {
  const isBilled = listed.some(({ spent }) => spent.dollars > 0);
  const isTagged = listed.some(({ tags }) => tags !== undefined);
  const rows = listed.map(({ study, status, spent, objective, best, front, tags = [] }) => [
    study,
    status,
    String(spent.trials),
    scoreNamesOf(objective).join(', '),
    front ? `a front of ${front.length}` : best ? formatNumber(best.score as number) : '',
    ...(isBilled ? [formatDollars(spent.dollars)] : []),
    ...(isTagged ? [tags.join(' ')] : []),
  ]);
  const optional = [...(isBilled ? ['cost'] : []), ...(isTagged ? ['tags'] : [])];
  return formatTable(['study', 'status', 'trials', 'objective', 'best', ...optional], rows);
}
