import { createApi } from '../../shared/api/create-api.js';
import type { Runner } from '../../shared/api/ports.js';
import type { Study } from '../../shared/study/study.js';
import type { Place } from '../place.js';
import { readStudy } from '../read-study.js';
import { noSchedules } from '../ui/no-schedules.js';
import { FrozenStore } from './frozen-store.js';

/** A study as it was at a moment, and how the HTTP API tells of it. */
export interface FrozenStudy {
  readonly study: Study;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Answers `GET`. @param path below the API, with a query: `/studies/s/trials?limit=10` */
  answer(path: string): Promise<Response>;
}

/** @throws as `readStudy` */
export async function freeze(place: Pick<Place, 'store' | 'life'>, name: string): Promise<FrozenStudy> {
  const store = await FrozenStore.of(place.store, name);
  const at = Date.now();
  const life = await place.life(name);
  const { study } = await readStudy({ store, life: async () => life }, name);
  let broken: unknown;
  const api = createApi({
    store,
    runner: runnerOf(life.isAlive),
    remove: async () => undefined,
    schedules: noSchedules,
    checkpoints: { locate: async () => undefined },
    tunings: {},
    mostSlots: 1,
    clock: () => at,
    logError: (error) => {
      broken = error;
    },
  });
  const answer = async (path: string) => {
    const response = await api.request(path);
    if (response.status >= 500) throw broken;
    return response;
  };
  return { study, at, answer };
}

/** Knows of one run: the newest, if somebody works on it. */
function runnerOf(isAlive: boolean): Runner {
  return {
    start: async () => false,
    execution: async () => (isAlive ? { status: 'running', started: 0 } : undefined),
  };
}
