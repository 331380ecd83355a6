import { setTimeout as sleep } from 'node:timers/promises';
import type { CloudClient } from '../shared/cloud/client.js';
import { endOfRun } from '../shared/cloud/life.js';
import { RemoteStore } from '../shared/cloud/remote-store.js';
import { deleteStudy, lifeOfStudy, resumeStudy, startStudy } from '../shared/cloud/studies.js';
import { defined } from '../shared/defined.js';
import { StepladderError } from '../shared/errors.js';
import { ownOracle } from '../shared/local/load-oracle.js';
import { moduleAt, moduleNameOf } from '../shared/module-file.js';
import { StudyLog } from '../shared/study/log.js';
import { type View, watchStudy } from '../shared/study/watch-study.js';
import type { SearchRequest, Tuned, TunerPlace } from './place.js';
import { checkSame } from './same-study.js';

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

  check({ tuned, settings: { timeout, memory } }: SearchRequest): void {
    deployedTuning(tuned);
    if (timeout === undefined && memory === undefined) return;
    const message = '`timeout` and `memory` are for this machine: a function of a deployment has its own';
    throw new StepladderError('InvalidRequest', message);
  }

  async run(request: SearchRequest, show: (view: View) => unknown): Promise<number> {
    const { study } = request;
    const run = await this.#begin(request);
    const life = (name: string) => lifeOfStudy(this.#client, name);
    await watchStudy({
      store: this.store,
      study,
      withProgress: true,
      isOver: endOfRun(life, { study, run, isNew: true }),
      pause: () => sleep(interval),
      show: (view) => (view.study.runs.size >= run ? show(view) : undefined),
    });
    return run;
  }

  async delete(study: string): Promise<void> {
    if (await StudyLog.find(this.store, study)) await deleteStudy(this.#client, study);
  }

  /** @returns the number of the run that begins, or is under way. */
  async #begin(request: SearchRequest): Promise<number> {
    const { study, settings } = request;
    const { budget, slots, ...chosen } = settings;
    const tuning = deployedTuning(request.tuned);
    const oracle = await deployedOracle(request.oracle);
    const limits = defined({ budget, slots });
    const existing = (await StudyLog.find(this.store, study))?.study;
    if (existing) {
      checkSame(existing.definition, request, tuning, oracle);
      const { isAlive } = await lifeOfStudy(this.#client, study);
      return isAlive ? existing.runs.size : resumeStudy(this.#client, study, limits);
    }
    const body = { study, ...limits, ...chosen, tuning, ...defined({ oracle }) };
    await startStudy(this.#client, body);
    return 1;
  }
}

/** A module is deployed under its own name. */
function deployedTuning(tuned: Tuned): string {
  if (typeof tuned !== 'string') {
    throw new StepladderError(
      'InvalidRequest',
      'A deployment (of `cloud`, or of STEPLADDER_CLOUD in the environment) has modules: to search there, give `tuning`, the path of a module that is deployed, or its name',
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
