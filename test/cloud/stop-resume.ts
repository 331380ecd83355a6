import { describe, expect, it } from 'vitest';
import { StudyLog } from '../../shared/study/log.js';
import { temporaryDirectory } from '../cli/stepladder.js';
import type { Deployed } from './deployed.js';
import { until } from './deployment.js';
import { localStudy } from './local-study.js';
import { storeOf } from './store.js';
import { ended, runStudy, trialsOf } from './studies.js';

const directory = temporaryDirectory();

/** A study that is stopped, resumed, repeated, and compared to a local one. */
export function stopAndResume(cloud: Deployed): void {
  const { call } = cloud;

  describe('a deployed study', () => {
    it('is stopped in the middle and resumed, and loses nothing', { timeout: 180_000 }, async () => {
      await call('POST', '/studies', {
        study: 'halted',
        tuning: 'slow',
        oracle: 'random',
        slots: 2,
        seed: 3,
        budget: { trials: 6 },
      });
      await until(
        async () => (await call('GET', '/studies/halted')).body,
        ({ running }) => running?.length > 0,
      );
      expect(await call('POST', '/studies/halted/stop')).toMatchObject({ status: 202 });
      expect(await ended(call, 'halted')).toMatchObject({ status: 'stopped' });
      const before = await trialsOf(call, 'halted');
      expect(before.length).toBeLessThan(6);
      expect(before.some(({ status }) => status === 'waiting')).toBe(true);
      const enqueued = await call('POST', '/studies/halted/enqueue', { points: [{}], again: true });
      expect(enqueued).toMatchObject({ status: 200, body: { waiting: [expect.anything()] } });

      expect(await call('POST', '/studies/halted/resume', { budget: { trials: 4 } })).toMatchObject({ status: 202 });
      await until(
        async () => (await call('GET', '/studies/halted')).body,
        ({ run }) => run === 2,
      );
      expect(await ended(call, 'halted')).toMatchObject({
        status: 'completed',
        spent: { trials: 4, epochs: 32 },
        waiting: 0,
      });
      const after = await trialsOf(call, 'halted');
      expect(after.every(({ status, epochs }) => status === 'completed' && epochs === 8)).toBe(true);
      const { legs } = (await StudyLog.open(storeOf(cloud.deployment), 'halted')).study;
      expect(legs.every(({ result }) => result)).toBe(true);
      const trained = legs.map(({ assigned, result }) => [
        assigned.trial,
        ...(result?.reports.map(({ epoch }) => epoch) ?? []),
      ]);
      const epochs = trained.flatMap(([trial, ...each]) => each.map((epoch) => `${trial}:${epoch}`));
      expect(new Set(epochs).size).toBe(epochs.length);
    });

    it('has the records of a local one with the same seed and one slot, field by field', {
      timeout: 120_000,
    }, async () => {
      await runStudy(call, { study: 'same', tuning: 'digits', slots: 1, seed: 7, budget: { trials: 5 } });
      const remote = await StudyLog.open(storeOf(cloud.deployment), 'same');
      const local = await localStudy(directory, 'test/fixtures/digits.ts', {
        study: 'same',
        seed: 7,
        flags: ['--trials', '5'],
      });

      expect(comparable(remote)).toEqual(comparable(local));
    });

    it('can be repeated under its name once it is deleted', { timeout: 120_000 }, async () => {
      const request = { study: 'again', tuning: 'digits', oracle: 'random', slots: 2, seed: 1, budget: { trials: 2 } };
      await runStudy(call, request);
      expect(await call('POST', '/studies', request)).toMatchObject({ status: 200, body: { status: 'completed' } });
      expect(await call('POST', '/studies', { ...request, seed: 2 })).toMatchObject({
        status: 409,
        body: { code: 'StudyExists' },
      });
      expect(await call('DELETE', '/studies/again')).toMatchObject({ status: 204 });
      expect(await call('GET', '/studies/again')).toMatchObject({ status: 404, body: { code: 'StudyNotFound' } });

      const second = await runStudy(call, { ...request, seed: 2 });
      expect(second).toMatchObject({ status: 'completed', spent: { trials: 2 } });
      const { definition, legs } = (await StudyLog.open(storeOf(cloud.deployment), 'again')).study;
      expect([definition.seed, legs.length]).toEqual([2, 2]);
    });
  });
}

/** The records of a study but for times, what depends on the machine, and names that are made up. */
function comparable({ study }: StudyLog) {
  const { created, execution, trialFunction, compute, ...definition } = study.definition;
  const runs = [...study.runs.values()].map(({ run: { started, execution: _, ...run }, end }) => ({
    ...run,
    end: end && { ...end, at: 0 },
  }));
  const legs = study.legs.map(({ assigned, result }) => {
    const { seconds, memory, billed, checkpoint, at, ...rest } = result ?? ({} as NonNullable<typeof result>);
    const goesOn = assigned.checkpoint !== undefined;
    return {
      assigned: { ...assigned, at: 0, checkpoint: goesOn },
      result: { ...rest, hasCheckpoint: checkpoint !== undefined },
    };
  });
  return { definition, runs, legs };
}
