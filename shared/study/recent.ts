import type { Assigned, Result } from './records.js';
import type { Study } from './study.js';

/** Copies of records that the record of a leg carries. */
interface Recent {
  readonly assigned: readonly Assigned[];
  readonly results: readonly Result[];
}

/** Characters of JSON that the copies may take together: some 40 legs of usual size, and one request to write or read. */
const most = 16_000;

/** Copies of the newest records before a leg, newest first, as many as fit. */
export function recentBefore(study: Study, leg: number): Recent {
  const recent = { assigned: [] as Assigned[], results: [] as Result[] };
  let size = 0;
  for (let number = leg - 1; number >= 0; number--) {
    const known = study.leg(number);
    if (!known) continue;
    const { assigned, result } = known;
    size += JSON.stringify(known).length;
    if (size > most) break;
    recent.assigned.push(assigned);
    if (result) recent.results.push(result);
  }
  return recent;
}
