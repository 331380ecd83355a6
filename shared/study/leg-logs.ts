import * as z from 'zod';
import type { Store } from '../store/store.js';
import { readRecord } from './codec.js';
import { inParallel } from './in-parallel.js';
import { resultKey } from './keys.js';
import { recordedResultSchema } from './records.js';
import type { Trial } from './trial.js';

/** What was printed while a leg trained. */
export const legLogSchema = z
  .object({
    leg: z.number().int().min(0),
    log: z.string().describe('the last lines, 4 kB at the most'),
  })
  .meta({ id: 'LegLog', description: 'What was printed while a leg trained' });
export type LegLog = z.infer<typeof legLogSchema>;

/**
 * What was printed while the legs of a trial trained, of those that have ended and printed something. The fold of a log has
 * none of it: it is read from the legs' own records, one request each.
 */
export async function legLogsOf(store: Store, study: string, { legs }: Trial): Promise<LegLog[]> {
  const ended = legs.filter(({ result }) => result).map(({ assigned }) => assigned.leg);
  const records = await inParallel(ended, (leg) => readRecord(store, recordedResultSchema, resultKey(study, leg)));
  return records.flatMap((record) => (record?.log === undefined ? [] : [{ leg: record.leg, log: record.log }]));
}
