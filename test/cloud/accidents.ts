import { describe, expect, it } from 'vitest';
import { StudyLog } from '../../shared/study/log.js';
import { decodeCheckpoint } from '../../shared/training/checkpoint-file.js';
import { temporaryDirectory } from '../cli/stepladder.js';
import type { Deployed } from './deployed.js';
import { localStudy } from './local-study.js';
import { storeOf } from './store.js';
import { runStudy, trialsOf } from './studies.js';

const directory = temporaryDirectory();

/** What becomes of trials that break, and of those that outlive their function. */
export function accidents(cloud: Deployed): void {
  const { call } = cloud;

  describe('a deployed trial', () => {
    it("that throws, hangs past its function's timeout or exits fails alone, and says why", {
      timeout: 120_000,
    }, async () => {
      const study = await runStudy(call, { study: 'accidents', tuning: 'accidents', slots: 4 });

      expect(study).toMatchObject({ status: 'completed', spent: { trials: 4 } });
      const outcomes = (await trialsOf(call, 'accidents')).map(({ status, failure, hyperparameters }) => [
        hyperparameters.accident,
        status,
        failure?.code,
      ]);
      expect(outcomes).toEqual([
        ['none', 'completed', undefined],
        ['throw', 'failed', 'RangeError'],
        ['hang', 'failed', 'Sandbox.Timedout'],
        ['exit', 'failed', expect.any(String)],
      ]);
      const { legs } = (await StudyLog.open(storeOf(cloud.deployment), 'accidents')).study;
      expect(legs[1]?.result?.failure).toMatchObject({
        message: 'out of range',
        stack: expect.stringContaining('evaluate'),
      });
    });

    it('that outlives its function pauses and goes on, to the very weights of one leg', {
      timeout: 120_000,
    }, async () => {
      await runStudy(call, { study: 'slow', tuning: 'slow-model', oracle: 'random', slots: 1, seed: 5 });

      const remote = await StudyLog.open(storeOf(cloud.deployment), 'slow');
      const [trial] = remote.study.trials;
      expect(trial).toMatchObject({ status: 'completed', epochs: 8 });
      expect(remote.study.legs.length).toBeGreaterThan(1);
      expect(remote.study.legs.slice(0, -1).every(({ result }) => result?.status === 'paused')).toBe(true);

      const local = await localStudy(directory, 'test/cloud/tunings/slow-model.ts', {
        study: 'slow',
        seed: 5,
        flags: ['--oracle', 'random'],
      });
      expect(local.study.legs.length).toBe(1);
      expect(await weightsOf(remote)).toEqual(await weightsOf(local));
    });
  });
}

/** Bytes of the only trial's weights and optimizer. */
async function weightsOf({ store, study }: StudyLog): Promise<readonly Buffer[]> {
  const key = study.trials[0]?.checkpoint as string;
  const { weights, optimizer } = decodeCheckpoint(key, (await store.get(key)) as Uint8Array);
  return [Buffer.from(weights.data), Buffer.from(optimizer?.data ?? new ArrayBuffer(0))];
}
