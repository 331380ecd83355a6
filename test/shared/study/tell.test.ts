import { describe, expect, it } from 'vitest';
import { oracleHandler } from '../../../functions/oracle.js';
import { MemoryStore } from '../../../shared/store/memory.js';
import { StudyLog } from '../../../shared/study/log.js';
import { definition } from './records.js';

/** A study with one leg handed out, whose trainer broke with this error; and how the leg ended. */
async function statusAfter(name: string): Promise<string | undefined> {
  const store = new MemoryStore();
  const handle = oracleHandler(store);
  const { space, objective, tuning } = definition();
  const request = { study: 's', start: { trialFunction: 't' }, budget: { trials: 2 }, slots: 1 };
  const { created } = (await handle({
    op: 'open',
    execution: 'e',
    started: '2026-11-24T00:00:00Z',
    state: { request, described: { answer: { tuning, objective, space } } },
  })) as { created: number };
  const slot = { study: 's', created, trialFunction: 't', run: 1, round: 1, slot: 0, turn: 0 };
  const answer = await handle({ op: 'ask', slot });
  await handle({ op: 'ask', slot: { ...answer, fault: { Error: name, Cause: '{"errorMessage":"why"}' } } });
  return (await StudyLog.open(store, 's')).study.leg(0)?.result?.status;
}

describe('a leg whose trainer broke', () => {
  it.each([
    ['Runtime.ExitError', 'failed'],
    ['Sandbox.Timedout', 'failed'],
    ['Interrupted', 'paused'],
    ['StoreUnavailable', 'lost'],
    ['Lambda.TooManyRequestsException', 'lost'],
    ['Lambda.CodeArtifactUserPendingException', 'lost'],
    ['Lambda.ResourceConflictException', 'lost'],
    ['Lambda.ResourceNotReadyException', 'lost'],
  ])('after %s is %s', async (error, status) => expect(await statusAfter(error)).toBe(status));
});
