import { describe, expect, it } from 'vitest';
import { oracleHandler } from '../../../functions/oracle.js';
import { randomFor } from '../../../shared/math/random.js';
import { MemoryStore } from '../../../shared/store/memory.js';
import { StudyLog } from '../../../shared/study/log.js';
import { CountingStore } from './counting-store.js';
import { type Handler, openRun, runSlots, train } from './loop.js';

const legs = 200;

/**
 * Store calls a leg of ask, claim and result with 8 slots.
 *
 * @param functions warm oracle functions, which take turns by chance.
 * @param ticks a leg takes up to so many turns of the event loop; 0: it has ended at once.
 */
async function callsOfLeg(functions: number, ticks: number, seed = 1): Promise<number> {
  const memory = new MemoryStore();
  const store = new CountingStore(memory);
  const random = randomFor(seed, 'turns');
  const handlers = Array.from({ length: functions }, () => oracleHandler(store));
  const pick = () => handlers[Math.floor(random() * functions)] as Handler;
  const opened = await openRun(oracleHandler(memory), { budget: { trials: legs }, slots: 8 });
  await runSlots(pick, opened, async (leg) => {
    for (let tick = Math.floor(random() * ticks); tick > 0; tick--) await new Promise(setImmediate);
    await train(store, opened, leg);
  });
  expect((await StudyLog.open(memory, 's')).study.endedLegs).toBe(legs);
  return store.total / legs;
}

describe('the requests of a leg: ask, claim and result, with 8 slots', () => {
  it.each([0, 50])('are 5, with one warm oracle function, and legs of up to %i ticks', async (ticks) => {
    expect(await callsOfLeg(1, ticks)).toBeLessThan(5.2);
  });

  it.each([1, 2, 3])('are 2 more for each further warm function, which reads what the others wrote', async (seed) => {
    expect(await callsOfLeg(2, 50, seed)).toBeLessThan(7.3);
    expect(await callsOfLeg(3, 50, seed)).toBeLessThan(9.3);
  });

  it('are some more where two functions are asked at the very same moment all the time', async () => {
    expect(await callsOfLeg(2, 0)).toBeLessThan(10);
  });
});
