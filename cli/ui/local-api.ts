import { availableParallelism } from 'node:os';
import type { Hono } from 'hono';
import { createApi } from '../../shared/api/create-api.js';
import type { DirectoryStore } from '../../shared/store/directory.js';
import { LocalRunner } from './local-runner.js';
import { noSchedules } from './no-schedules.js';

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
