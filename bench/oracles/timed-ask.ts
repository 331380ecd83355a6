import { ask } from '../../shared/study/ask.js';
import type { StudyLog } from '../../shared/study/log.js';
import { resultOf, scoreOf } from './history.js';

/**
 * Asks a study of `history.ts` for its next trial and ends that trial, as one slot would.
 *
 * @returns the milliseconds of the ask: reading what is new, deciding, and writing the leg's record
 */
export async function timedAsk(log: StudyLog): Promise<number> {
  const turn = log.study.trials.length;
  const begun = performance.now();
  const answer = await ask(log, { run: 1, round: 1, slot: 0, turn }, Date.now);
  const milliseconds = performance.now() - begun;
  if (answer.next !== 'train') throw new Error(`no trial was suggested after ${turn}`);
  await log.createResult(resultOf(answer.leg, scoreOf(answer.assigned.values)));
  return milliseconds;
}
