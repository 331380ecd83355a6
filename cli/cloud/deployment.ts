import * as z from 'zod';
import type { CloudClient } from '../../shared/cloud/client.js';
import type { Life } from '../../shared/cloud/life.js';
import { RemoteStore } from '../../shared/cloud/remote-store.js';
import {
  deleteStudy,
  enqueuePoints,
  lifeOfStudy,
  resumeStudy,
  startStudy,
  stopStudy,
} from '../../shared/cloud/studies.js';
import { defined } from '../../shared/defined.js';
import { type StudySummary, summarySchema } from '../../shared/study/document.js';
import { type LegLog, legLogSchema } from '../../shared/study/leg-logs.js';
import type { EnqueueRequest } from '../../shared/study/queue.js';
import { follow } from '../follow.js';
import { nameByTime } from '../name-by-time.js';
import { budgetOf, type ResumeFlags, type StartFlags } from '../options.js';
import type { Place } from '../place.js';
import { chosenOf } from './settings.js';

const listSchema = z.object({ studies: z.array(summarySchema), next: z.string().optional() });

const logsSchema = z.object({ legs: z.array(legLogSchema) });

/** Milliseconds between two looks at a study: each is a request that is billed. */
const interval = 2000;

/** The studies of a deployment, by its API. */
export class Deployment implements Place {
  readonly store: RemoteStore;
  readonly interval: number;
  readonly #client: CloudClient;

  constructor(client: CloudClient, options: { interval?: number } = {}) {
    this.#client = client;
    this.store = new RemoteStore(client);
    this.interval = options.interval ?? interval;
  }

  get flags(): string {
    return `--cloud ${this.#client.url}`;
  }

  async list(tags: readonly string[]): Promise<StudySummary[]> {
    const query = { tag: tags.length > 0 ? tags.join() : undefined };
    const call = { method: 'GET', path: '/studies', query, isRepeatable: true } as const;
    const listed: StudySummary[] = [];
    for await (const { studies } of this.#client.pages(listSchema, call)) listed.push(...studies);
    return listed;
  }

  life(study: string): Promise<Life> {
    return lifeOfStudy(this.#client, study);
  }

  async logs(study: string, trial: number): Promise<LegLog[]> {
    const call = { method: 'GET', path: `/studies/${study}/trials/${trial}/log`, isRepeatable: true } as const;
    return (await this.#client.json(logsSchema, call)).legs;
  }

  async start(tuning: string, flags: StartFlags): Promise<string> {
    return (await this.#start(tuning, flags)).study;
  }

  async run(tuning: string, flags: StartFlags): Promise<number> {
    const { study, status } = await this.#start(tuning, flags);
    process.stderr.write(`Study '${study}' ${status === 'starting' ? 'is starting' : 'was started before'}\n`);
    return follow(this, { study, run: 1, isNew: true, json: flags.json ?? false });
  }

  async resume(study: string, { detach, json = false, slots, ...flags }: ResumeFlags): Promise<number> {
    const run = await resumeStudy(this.#client, study, { budget: budgetOf(flags), ...defined({ slots }) });
    process.stderr.write(`Run ${run} of study '${study}' is starting\n`);
    return detach ? 0 : follow(this, { study, run, isNew: true, json });
  }

  enqueue(study: string, request: EnqueueRequest): Promise<number> {
    return enqueuePoints(this.#client, study, request);
  }

  stop(study: string): Promise<void> {
    return stopStudy(this.#client, study);
  }

  delete(study: string): Promise<void> {
    return deleteStudy(this.#client, study);
  }

  close(): void {
    this.#client.close();
  }

  /** The name is settled here, so that trying again starts no second study. */
  async #start(tuning: string, flags: StartFlags): Promise<{ study: string; status: string }> {
    const study = flags.study ?? nameByTime(tuning, new Date());
    const status = await startStudy(this.#client, { study, ...chosenOf(tuning, flags) });
    return { study, status };
  }
}
