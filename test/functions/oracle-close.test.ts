import { describe, expect, it } from 'vitest';
import { oracleHandler } from '../../functions/oracle.js';
import { MemoryStore } from '../../shared/store/memory.js';
import { closeRound, openRun } from '../shared/study/loop.js';

/** How a round ends in which no slot came to anything, from what became of the slots. */
async function closed(...slots: unknown[]) {
  const handle = oracleHandler(new MemoryStore());
  return closeRound(handle, await openRun(handle, { budget: { trials: 9 } }), slots as object[]);
}

const fault = (Cause?: string) => ({ fault: { Error: 'States.TaskFailed', ...(Cause !== undefined && { Cause }) } });
const left = { status: 'stopped', reason: 'its slots were told to leave, `resume` goes on' };

describe('closing a round', () => {
  it('says once what a thousand slots say alike', async () => {
    const slots = Array.from({ length: 1000 }, () => fault('{"errorType":"Broken","errorMessage":"no bucket"}'));
    expect(await closed(...slots)).toEqual({ next: 'end', status: 'failed', reason: 'no bucket' });
  });

  it('says the error’s name where no more is known', async () => {
    expect((await closed(fault(), fault(''), {})).reason).toBe('States.TaskFailed');
  });

  it('says five different faults, the beginning of each, and how many more there are', async () => {
    const { reason = '' } = await closed(
      ...Array.from({ length: 1000 }, (_, slot) => fault(`${slot} ${'x'.repeat(9000)}`)),
    );
    expect(reason.startsWith(`0 ${'x'.repeat(498)}; 1 x`)).toBe(true);
    expect(reason.endsWith('; and 995 more')).toBe(true);
    expect(reason.length).toBeLessThan(2600);
  });

  it.each([
    ['nothing', null],
    ['text', 'States.DataLimitExceeded'],
    ['its error', { Error: 'States.Runtime', Cause: 'no path' }],
    ['a fault of another kind', { fault: 'unknown' }],
    ['a list', []],
  ])('takes slots that leave %s for neither a fault nor one that was told to leave', async (_, slot) => {
    expect(await closed(slot)).toEqual({ next: 'end', status: 'failed', reason: 'no slot could go on' });
    expect(await closed(slot, {})).toMatchObject(left);
    expect(await closed(slot, fault('broken'))).toMatchObject({ reason: 'broken' });
  });

  it('takes those for told to leave that leave their state', async () => {
    expect(await closed({ study: 's', slot: 0, next: 'done', reason: 'x' })).toMatchObject(left);
  });
});
