import { availableParallelism } from 'node:os';
import type { Hono } from 'hono';
import { createApi } from '../../shared/api/create-api.js';
import type { OfferedTuning, Runner } from '../../shared/api/ports.js';
import { deleteLocked } from '../../shared/local/delete-locked.js';
import type { DirectoryStore } from '../../shared/store/directory.js';
import { noSchedules } from './no-schedules.js';

/** What the API of a directory works with. */
export interface LocalApiOptions {
  readonly store: DirectoryStore;
  readonly runner: Runner;
  /** The tunings that studies can be started from, by name. */
  readonly tunings: Readonly<Record<string, OfferedTuning>>;
  /** Takes what broke. */
  readonly logError: (error: unknown) => void;
}

/** The HTTP API on a directory of this machine. */
export function localApi({ store, ...options }: LocalApiOptions): Hono {
  return createApi({
    ...options,
    store,
    remove: (study) => deleteLocked(store, study),
    schedules: noSchedules,
    checkpoints: {
      locate: async (key) => {
        const bytes = await store.get(key);
        return bytes && { bytes };
      },
    },
    mostSlots: availableParallelism(),
    clock: Date.now,
  }) as unknown as Hono;
}
