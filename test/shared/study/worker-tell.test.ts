import { describe, expect, it } from 'vitest';
import { askSlot, firstState } from './loop.js';
import { done, reports, studyWith } from './workers.js';

describe('what a worker from outside tells', () => {
  it('stands: a second telling changes nothing', async () => {
    const { ask, tell } = await studyWith();
    await ask(0);
    const told = await tell({ leg: 0, status: 'failed', failure: { code: 'Broken', message: 'no' }, seconds: 1 });
    expect(told.result).toMatchObject({ status: 'failed', failure: { code: 'Broken', message: 'no' }, reports: [] });
    expect(told.ended).toBe(true);
    expect(await tell(done(0))).toEqual({ ...told, ended: false });
  });

  it('ends the leg once, though the very same is told at the same moment by two', async () => {
    const { ask, tell } = await studyWith();
    await ask(0);
    const told = await Promise.all([tell(done(0)), tell(done(0))]);
    expect(told.map(({ ended }) => ended).sort()).toEqual([false, true]);
    expect(told[0]?.result).toEqual(told[1]?.result);
  });

  it('may be a failure without a reason', async () => {
    const { ask, tell, study } = await studyWith();
    await ask(0);
    const { result } = await tell({ leg: 0, status: 'failed' });
    expect(result).toMatchObject({ failure: { code: 'TrialFailed' }, seconds: 0 });
    expect((await study()).trial(0)?.status).toBe('failed');
  });

  it('is refused for a leg of a slot, and for one that nobody has', async () => {
    const { tell, handle, opened, study } = await studyWith();
    await askSlot(handle, firstState(opened, 0));
    for (const leg of [0, 1]) {
      await expect(tell(done(leg))).rejects.toMatchObject({
        code: 'InvalidRequest',
        message: `No worker has leg ${leg}: only legs handed out by ask can be told`,
      });
    }
    expect((await study()).endedLegs).toBe(0);
  });

  it.each([
    ['without the objective', [{ epoch: 1, metrics: { other: 1 } }], 'MissingMetric'],
    ['with an objective that is not finite', [{ epoch: 1, metrics: { score: null } }], 'MissingMetric'],
    ['without reports', [], 'InvalidRequest'],
    ['of epochs that are not its own', reports(2), 'InvalidRequest'],
    ['with an epoch too many', reports(1, 2), 'InvalidRequest'],
    ['with an epoch twice', reports(1, 1), 'InvalidRequest'],
  ])('is refused %s, and may be told again', async (_, wrong, code) => {
    const { ask, tell, study } = await studyWith();
    await ask(0);
    await expect(tell({ ...done(0), reports: wrong })).rejects.toMatchObject({ code });
    expect((await study()).leg(0)?.result).toBeUndefined();
    expect(await tell(done(0))).toMatchObject({ result: { status: 'completed' }, ended: true });
  });
});
