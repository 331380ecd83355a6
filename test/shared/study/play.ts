import { oracleHandler } from '../../../functions/oracle.js';
import { MemoryStore } from '../../../shared/store/memory.js';
import type { Store } from '../../../shared/store/store.js';
import { StudyLog } from '../../../shared/study/log.js';
import type { Settings } from '../../../shared/study/records.js';
import type { Study } from '../../../shared/study/study.js';
import { describeTuning } from '../../../shared/training/describe.js';
import { trainLeg } from '../../../shared/training/leg.js';
import type { Tuning } from '../../../shared/training/tuning.js';
import { closeRound, type Handler, type OpenedRun, runSlots } from './loop.js';

/** A study `s` of a tuning, from its description to its end, as the state machine runs it: in this process. */
export async function play(
  tuning: Tuning,
  settings: Partial<Settings>,
  store: Store = new MemoryStore(),
): Promise<Study> {
  const { budget, slots = 1, ...start } = settings;
  const handle = oracleHandler(store, { clock: Date.now }) as Handler;
  const described = { answer: await describeTuning(tuning, 't') };
  const request = { study: 's', start: { trialFunction: 't', seed: 1, ...start }, ...(budget && { budget }), slots };
  const open = (closed?: object) =>
    handle({
      op: 'open',
      ...{ execution: 'e', started: '2026-11-24T00:00:00Z' },
      state: { request, described, ...(closed && { closed: { answer: closed } }) },
    });
  for (let closed: object | undefined; ; ) {
    const opened = (await open(closed)) as OpenedRun;
    await runSlots(
      () => handle,
      opened,
      async (leg) => {
        const { study, created } = opened;
        const request = { study, created, leg, deadline: Number.POSITIVE_INFINITY, isRepeated: false };
        await trainLeg(store, tuning, { ...request, progressInterval: 1000 });
      },
    );
    const closing = await closeRound(handle, opened);
    closed = closing;
    if (closing.next !== 'again') return (await StudyLog.open(store, 's')).study;
  }
}

/** The hyperparameters of the trials, in order. */
export const pointsOf = ({ trials }: Study) => trials.map(({ values }) => values);
