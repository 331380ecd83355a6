import { setTimeout as sleep } from 'node:timers/promises';
import type { CloudClient } from '../shared/cloud/client.js';
import { endOfRun } from '../shared/cloud/life.js';
import { RemoteStore } from '../shared/cloud/remote-store.js';
import { deleteStudy, lifeOfStudy, resumeStudy, startStudy } from '../shared/cloud/studies.js';
import { StepladderError } from '../shared/errors.js';
import { ownOracle } from '../shared/local/load-oracle.js';
import { moduleAt, moduleNameOf } from '../shared/module-file.js';
import { StudyLog } from '../shared/study/log.js';
import { type View, watchStudy } from '../shared/study/watch-study.js';
import type { SearchRequest, Tuned, TunerPlace } from './place.js';

/** Milliseconds between two looks at a study: each is a request that is billed. */
const interval = 2000;

/** The studies of a deployment, which runs them; this process watches. */
export class CloudPlace implements TunerPlace {
  readonly store: RemoteStore;
  readonly #client: CloudClient;

  constructor(client: CloudClient) {
    this.#client = client;
    this.store = new RemoteStore(client);
  }

  async run(request: SearchRequest, show: (view: View) => unknown): Promise<void> {
    const { study } = request;
    const run = await this.#begin(request);
    await watchStudy({
      store: this.store,
      study,
      withProgress: true,
      isOver: endOfRun((name) => lifeOfStudy(this.#client, name), { study, run, isNew: true }),
      pause: () => sleep(interval),
      show: (view) => (view.study.runs.size >= run ? show(view) : undefined),
    });
  }

  async delete(study: string): Promise<void> {
    if (await StudyLog.find(this.store, study)) await deleteStudy(this.#client, study);
  }

  /** @returns the number of the run that begins. */
  async #begin({ study, tuned, oracle, settings: { budget, slots, ...settings } }: SearchRequest): Promise<number> {
    const limits = { ...(budget && { budget }), ...(slots !== undefined && { slots }) };
    if (await StudyLog.find(this.store, study)) return resumeStudy(this.#client, study, limits);
    const named = await deployedOracle(oracle);
    const tuning = deployedTuning(tuned);
    await startStudy(this.#client, {
      study,
      ...limits,
      ...settings,
      tuning,
      ...(named !== undefined && { oracle: named }),
    } as never);
    return 1;
  }
}

/** A module is deployed under its own name. */
function deployedTuning(tuned: Tuned): string {
  if (typeof tuned !== 'string') {
    throw new StepladderError(
      'InvalidRequest',
      'A deployment has modules: to search there, give `tuning`, the path of a module that is deployed, or its name',
    );
  }
  const file = moduleAt(tuned);
  return file === undefined ? tuned : moduleNameOf(file);
}

/** An oracle of one's own is known there by the name that it gives itself. */
async function deployedOracle(oracle: string | undefined): Promise<string | undefined> {
  if (oracle === undefined || moduleAt(oracle) === undefined) return oracle;
  const own = await ownOracle(oracle);
  await own?.dispose();
  return own?.name ?? oracle;
}
