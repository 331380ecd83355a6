import { gzipSync } from 'node:zlib';
import { importanceMethods } from '../../shared/importance/importance.js';
import type { FrozenStudy } from './frozen-study.js';

/** What the page asks the API for where it shows a study and its trials; of lists, the first page. */
function pathsOf({ study }: FrozenStudy): string[] {
  const path = `/studies/${study.definition.study}`;
  const trials = study.trials.map(({ number }) => `${path}/trials/${number}`);
  const importances = importanceMethods.map((method) => `${path}/importance?method=${method}`);
  const lists = [`${path}/records?progress=true`, `${path}/trials?limit=1000`, `${path}/legs?limit=1000`];
  return [path, ...lists, ...importances, ...trials];
}

/**
 * All that the page asks the API for, as a text of one line an answer: path, status and JSON with tabs between them; at the
 * path `/report`, what the report is of and when it was made. gzip, in base64: nothing in it can be taken for markup.
 */
export async function snapshotOf(frozen: FrozenStudy): Promise<string> {
  const about = { study: frozen.study.definition.study, at: frozen.at };
  const lines = [lineOf('/report', 200, about)];
  for (const path of pathsOf(frozen)) lines.push(await answerTo(frozen, path));
  return gzipSync(lines.join('\n')).toString('base64');
}

/** An answer, be it that something is refused; the pages of a list are one. */
async function answerTo(frozen: FrozenStudy, path: string): Promise<string> {
  const pages: object[] = [];
  const url = new URL(path, 'http://api');
  let next: unknown;
  do {
    if (next !== undefined) url.searchParams.set('after', String(next));
    const response = await frozen.answer(`${url.pathname}${url.search}`);
    const { next: following, ...page } = (await response.json()) as { next?: unknown };
    if (!response.ok) return lineOf(path, response.status, page);
    pages.push(page);
    next = following;
  } while (next !== undefined);
  return lineOf(path, 200, pages.reduce(joined));
}

/** Two pages as one: their lists, one behind the other. */
function joined(first: object, second: object): object {
  const lists = Object.entries(first).map(([name, list]) => [name, [...list, ...second[name as never]]]);
  return Object.fromEntries(lists);
}

function lineOf(path: string, status: number, document: object): string {
  return `${path}\t${status}\t${JSON.stringify(document)}`;
}
