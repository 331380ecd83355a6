import { encodeRecord } from '../study/codec.js';
import { runningLegsOf } from '../study/document.js';
import { inParallel, mostAtOnce } from '../study/in-parallel.js';
import {
  assignedKey,
  definitionKey,
  parseName,
  progressKey,
  queueFolder,
  resultKey,
  runsFolder,
  studyFolder,
} from '../study/keys.js';
import type { StudyLog } from '../study/log.js';

const mostRecords = 1000;

/** Bytes of JSON that a page has at the most: AWS Lambda answers with up to 6 MB. */
const mostBytes = 4_000_000;

interface Page {
  readonly records: { readonly key: string; readonly record: string }[];
  /** The page's last key, if there may be more. */
  readonly next?: string;
}

/** A record that a page may have: its key as readers know it, and its text if it is there. */
interface Source {
  readonly key: string;
  readonly read: () => Promise<string | undefined> | string;
}

/** The order of the folders: a reader needs the definition first. */
const folders = ['study.json', 'legs', 'queue', 'runs', 'progress'];

/**
 * A page of a study's log, in the order of `folders` and then of keys. Legs come from memory, where the log is folded
 * anyway: their texts have the same content as the objects.
 *
 * @param after key, as in a page, that the page begins after; '' for the whole log.
 * @param progress whether running legs' progress belongs to it.
 */
export async function readRecords(log: StudyLog, after: string, progress: boolean): Promise<Page> {
  const sources = [...(await recordsOf(log, after)), ...(progress ? progressOf(log) : [])].filter(({ key }) =>
    isAfter(key, after),
  );
  const records: Page['records'] = [];
  let bytes = 0;
  for (let from = 0; from < sources.length; from += mostAtOnce) {
    const chunk = sources.slice(from, from + mostAtOnce);
    const texts = await inParallel(chunk, async ({ read }) => read());
    for (const [index, { key }] of chunk.entries()) {
      const record = texts[index];
      if (record === undefined) continue;
      bytes += Buffer.byteLength(JSON.stringify({ key, record })) + 1;
      const last = records.at(-1);
      if (last && (records.length === mostRecords || bytes > mostBytes)) return { records, next: last.key };
      records.push({ key, record });
    }
  }
  return { records };
}

async function recordsOf(log: StudyLog, after: string): Promise<Source[]> {
  const { store, study, name } = log;
  const folder = studyFolder(name);
  const relative = (key: string) => key.slice(folder.length);
  const first = after.startsWith('legs/') ? parseName(after).number || 0 : 0;
  const legs = study.legs
    .filter(({ assigned }) => assigned.leg >= first)
    .slice(0, mostRecords + 1)
    .flatMap(({ assigned, result }): Source[] => [
      { key: relative(assignedKey(name, assigned.leg)), read: () => textOf(encodeRecord(assigned)) },
      ...(result ? [{ key: relative(resultKey(name, assigned.leg)), read: () => textOf(encodeRecord(result)) }] : []),
    ]);
  const beside = [...(await store.list(queueFolder(name))), ...(await store.list(runsFolder(name)))].map(
    (key): Source => ({ key: relative(key), read: stored(log, key) }),
  );
  const definition = { key: relative(definitionKey(name)), read: () => textOf(encodeRecord(study.definition)) };
  return [definition, ...legs, ...beside];
}

function progressOf(log: StudyLog): Source[] {
  return runningLegsOf(log.study)
    .map(({ assigned }) => progressKey(log.name, assigned.leg))
    .sort()
    .map((key) => ({ key, read: stored(log, key) }));
}

function stored({ store }: StudyLog, key: string): Source['read'] {
  return async () => {
    const bytes = await store.get(key);
    return bytes && textOf(bytes);
  };
}

function isAfter(key: string, after: string): boolean {
  const difference = rankOf(key) - rankOf(after);
  return difference > 0 || (difference === 0 && key > after);
}

function rankOf(key: string): number {
  return folders.indexOf(key.split('/')[0] as string);
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8').trimEnd();
}
