import type { Store } from '../store/store.js';
import { decodeRecord, encodeRecord } from './codec.js';
import { compactFolder, compactKey, parseName } from './keys.js';
import type { StudyLog } from './log.js';
import { type Assigned, assignedSchema, type Result, resultSchema } from './records.js';

/** A leg that has ended. */
interface EndedLeg {
  readonly assigned: Assigned;
  readonly result: Result;
}

/** Legs that a compaction adds at the least: reading so many one by one costs a cold reader some tenths of a second. */
const smallest = 100;

/** Share of the legs compacted before that a compaction adds at the least, so that a study's compactions stay few. */
const growth = 0.1;

/** Legs that a run may leave to be read one by one when it ends. */
const mostLeft = 10;

/**
 * Writes the legs that have ended without a gap into one immutable object, if enough have since the last time: a reader
 * that begins from nothing gets them by one request. Who else compacts meanwhile writes the same object, or finds it there.
 */
export async function compactIfDue(log: StudyLog): Promise<void> {
  const legs = Math.floor(log.endedWithoutGap / smallest) * smallest;
  if (legs - log.compacted >= Math.max(smallest, growth * log.compacted)) await compact(log, legs);
}

/** When a run ends, nobody may come for long who would compact: then fewer legs are enough. */
export async function compactAtEnd(log: StudyLog): Promise<void> {
  if (log.endedWithoutGap - log.compacted > mostLeft) await compact(log, log.endedWithoutGap);
}

async function compact(log: StudyLog, legs: number): Promise<void> {
  const lines = log.study.legs
    .slice(0, legs)
    .flatMap(({ assigned, result }) => [encodeRecord(assigned), encodeRecord(result as Result)]);
  await log.store.create(compactKey(log.name, legs), Buffer.concat(lines));
  log.noteCompaction(legs);
}

/** The legs of a study's newest compaction, and how many they are; none if there is no compaction yet. */
export async function newestCompaction(store: Store, study: string): Promise<{ legs: number; read: EndedLeg[] }> {
  const key = (await store.list(compactFolder(study))).at(-1);
  const bytes = key && (await store.get(key));
  if (!key || !bytes) return { legs: 0, read: [] };
  const lines = Buffer.from(bytes).toString('utf8').trimEnd().split('\n');
  const { number } = parseName(key);
  const read = Array.from({ length: number }, (_, leg) => ({
    assigned: decodeRecord(assignedSchema, key, Buffer.from(lines[2 * leg] ?? '')),
    result: decodeRecord(resultSchema, key, Buffer.from(lines[2 * leg + 1] ?? '')),
  }));
  return { legs: number, read };
}
