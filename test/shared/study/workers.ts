import { oracleHandler } from '../../../functions/oracle.js';
import { MemoryStore } from '../../../shared/store/memory.js';
import { StudyLog } from '../../../shared/study/log.js';
import type { Assigned, Report } from '../../../shared/study/records.js';
import {
  askForWorker,
  tellForWorker,
  type WorkerAnswer,
  workerAskSchema,
  workerTellSchema,
} from '../../../shared/study/worker.js';
import { openRun } from './loop.js';

/** A study with a slot and workers, at a time that stands still until `now` is set. */
export async function studyWith(options: Parameters<typeof openRun>[1] = {}) {
  const store = new MemoryStore();
  const time = { now: 0 };
  const clock = () => time.now;
  const handle = oracleHandler(store, { clock });
  const opened = await openRun(handle, { budget: { trials: 3 }, slots: 1, ...options });
  const log = () => StudyLog.open(store, 's');
  return {
    store,
    time,
    handle,
    opened,
    study: async () => (await log()).study,
    ask: async (turn: number, changes: object = {}) =>
      askForWorker(await log(), workerAskSchema.parse({ slot: 0, turn, ...changes }), clock),
    tell: async (changes: object) => tellForWorker(await log(), workerTellSchema.parse(changes), time.now),
  };
}

/** @throws unless the answer is a leg. */
export const legOf = (answer: WorkerAnswer): Assigned => {
  if (answer.next === 'train') return answer.leg;
  throw new Error(`expected a leg, got ${answer.next}`);
};

/** Reports of these epochs, with a tenth of each as its score. */
export const reports = (...epochs: number[]): Report[] =>
  epochs.map((epoch) => ({ epoch, metrics: { score: epoch / 10 } }));

/** What a worker tells of a leg of one epoch. */
export const done = (leg: number) => ({ leg, status: 'completed', reports: reports(1), seconds: 2 });
