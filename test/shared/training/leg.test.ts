import { describe, expect, it } from 'vitest';
import { trialHandler } from '../../../functions/trial.js';
import { MemoryStore } from '../../../shared/store/memory.js';
import { encodeRecord, readRecord } from '../../../shared/study/codec.js';
import { assignedKey, definitionKey, resultKey } from '../../../shared/study/keys.js';
import { type Compute, resultSchema } from '../../../shared/study/records.js';
import { defineTuning } from '../../../shared/training/tuning.js';
import { CountingStore } from '../study/counting-store.js';
import { assigned, definition } from '../study/records.js';

const compute: Compute = { megabytes: 1024, seconds: 900, architecture: 'arm64' };
const minute = 60_000;

/** A warm trial function whose leg 1 was handed out so long ago, and what happens while it trains a leg. */
async function trialOf(age: number, meanwhile: (store: MemoryStore) => Promise<unknown> = async () => undefined) {
  const memory = new MemoryStore();
  const store = new CountingStore(memory);
  await memory.create(definitionKey('s'), encodeRecord(definition()));
  const objective = { name: 'score', direction: 'min' as const };
  let isWarm = false;
  const evaluate = async () => {
    if (isWarm) await meanwhile(memory);
    return 1;
  };
  const handle = trialHandler({
    store,
    load: async () => defineTuning({ objective, evaluate }),
    name: 't',
    compute,
    progressInterval: 10_000,
  });
  const train = async (leg: number, at: number, retries: number) => {
    const handed = assigned(leg, { at });
    await memory.create(assignedKey('s', leg), encodeRecord(handed));
    const event = { op: 'train', study: 's', created: 0, leg, assigned: handed, retries };
    return handle(event, { getRemainingTimeInMillis: () => 900_000 });
  };
  await train(0, Date.now(), 0);
  isWarm = true;
  store.calls.get = 0;
  return {
    store,
    train: async (retries = 0) => train(1, Date.now() - age, retries),
    result: () => readRecord(memory, resultSchema, resultKey('s', 1)),
  };
}

const remove = (store: MemoryStore) => store.remove(definitionKey('s'));
const replace = (store: MemoryStore) => store.put(definitionKey('s'), encodeRecord(definition({ created: 7 })));

describe('a leg whose study is deleted while it trains', () => {
  it.each([
    ['is gone', remove, "There is no study 's'"],
    ['has made room for another of its name', replace, 'there is another of its name now'],
  ])('leaves no result where the study %s', async (_, meanwhile, message) => {
    const { train, result } = await trialOf(minute, meanwhile);
    await expect(train()).rejects.toMatchObject({ code: 'StudyNotFound', message: expect.stringContaining(message) });
    expect(await result()).toBeUndefined();
  });

  it('costs the others one read, and none of those that took seconds', async () => {
    const long = await trialOf(minute);
    await long.train();
    expect(await long.result()).toMatchObject({ status: 'completed' });
    expect(long.store.calls.get).toBe(1);

    const short = await trialOf(0);
    await short.train();
    expect(await short.result()).toMatchObject({ status: 'completed' });
    expect(short.store.calls.get).toBe(0);
  });
});

describe('the bill of a leg', () => {
  it('is the time of its call, however long ago it was handed out', async () => {
    const { train, result } = await trialOf(60 * minute);
    await train();
    expect((await result())?.billed?.seconds).toBeLessThan(600);
  });

  it('is the time since it was handed out where it was called again: no attempt is left out', async () => {
    const { train, result } = await trialOf(60 * minute);
    await train(2);
    const { billed } = (await result()) ?? {};
    expect(billed).toMatchObject({ megabytes: 1024, architecture: 'arm64' });
    expect(billed?.seconds).toBeGreaterThanOrEqual(3600);
    expect(billed?.seconds).toBeLessThan(4200);
  });
});
