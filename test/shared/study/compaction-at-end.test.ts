import { describe, expect, it } from 'vitest';
import { oracleHandler } from '../../../functions/oracle.js';
import { MemoryStore } from '../../../shared/store/memory.js';
import { compactIfDue } from '../../../shared/study/compaction.js';
import { compactFolder, compactKey, resultKey } from '../../../shared/study/keys.js';
import { StudyLog } from '../../../shared/study/log.js';
import { askForWorker, workerAskSchema } from '../../../shared/study/worker.js';
import { CountingStore } from './counting-store.js';
import { closeRound, openRun, report, runSlots } from './loop.js';

const compactions = (store: MemoryStore) => store.list(compactFolder('s'));

/** Runs a study up to so many trials, and closes the round. */
async function runTo(store: MemoryStore, trials: number, execution = 'e') {
  const handle = oracleHandler(store);
  const opened = await openRun(handle, { execution, resume: execution !== 'e', budget: { trials }, slots: 3 });
  await runSlots(
    () => handle,
    opened,
    (leg) => report(store, 's', leg, {}),
  );
  const close = (process = handle) => closeRound(process, opened, [{}, {}, {}]);
  return { close, closed: await close() };
}

describe('the end of a run', () => {
  it('leaves a study that a cold reader gets by one object of legs, whatever their number', async () => {
    const store = new MemoryStore();
    const { close, closed } = await runTo(store, 57);
    expect(await compactions(store)).toEqual([compactKey('s', 57)]);

    expect(await close()).toEqual(closed);
    expect(await close(oracleHandler(store))).toEqual(closed);
    expect(await compactions(store)).toEqual([compactKey('s', 57)]);

    const counting = new CountingStore(store);
    expect((await StudyLog.open(counting, 's')).study.endedLegs).toBe(57);
    // The definition, the compaction, the run and its end.
    expect(counting.calls).toMatchObject({ list: 2, get: 4 });
  });

  it('leaves the few legs of a short study, and those few since the last time, as they are', async () => {
    const store = new MemoryStore();
    await runTo(store, 10);
    expect(await compactions(store)).toEqual([]);
    await runTo(store, 11, 'two');
    await runTo(store, 21, 'three');
    expect(await compactions(store)).toEqual([compactKey('s', 11)]);
  });

  it('does not keep the study from being compacted as it goes on', async () => {
    const store = new MemoryStore();
    await runTo(store, 57);
    await runTo(store, 260, 'two');
    expect(await compactions(store)).toEqual([compactKey('s', 57), compactKey('s', 200), compactKey('s', 260)]);
    const log = await StudyLog.open(store, 's');
    expect(log.study.endedLegs).toBe(260);
    await compactIfDue(log);
    expect((await compactions(store)).length).toBe(3);
  });

  it('compacts no further than the leg that a worker from outside still has', async () => {
    const store = new MemoryStore();
    const handle = oracleHandler(store);
    const opened = await openRun(handle, { budget: { trials: 60 }, slots: 1 });
    await runSlots(
      () => handle,
      opened,
      async (leg) => {
        await report(store, 's', leg, {});
        if (leg === 29)
          await askForWorker(await StudyLog.open(store, 's'), workerAskSchema.parse({ slot: 9, turn: 0 }), Date.now);
      },
    );
    await closeRound(handle, opened, [{}]);
    expect(await store.get(resultKey('s', 30))).toBeUndefined();
    expect(await compactions(store)).toEqual([compactKey('s', 30)]);
  });
});
