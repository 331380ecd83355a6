import { availableParallelism } from 'node:os';
import type { Hono } from 'hono';
import { createApi } from '../../shared/api/create-api.js';
import type { Schedules } from '../../shared/api/ports.js';
import { StepladderError } from '../../shared/errors.js';
import type { DirectoryStore } from '../../shared/store/directory.js';
import { LocalRunner } from './local-runner.js';

/** The HTTP API on a directory of this machine. @param logError takes what broke. */
export function localApi(store: DirectoryStore, logError: (error: unknown) => void): Hono {
  return createApi({
    store,
    runner: new LocalRunner(store),
    schedules: noSchedules,
    checkpoints: {
      locate: async (key) => {
        const bytes = await store.get(key);
        return bytes && { bytes };
      },
    },
    tunings: {},
    mostSlots: availableParallelism(),
    clock: Date.now,
    logError,
  }) as unknown as Hono;
}

const noSchedules: Schedules = {
  create: refuse,
  list: async () => [],
  setState: refuse,
  remove: refuse,
};

async function refuse(): Promise<never> {
  throw new StepladderError('InvalidRequest', 'Only a deployment has schedules: give --cloud');
}
