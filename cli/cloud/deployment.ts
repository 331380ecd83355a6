import * as z from 'zod';
import type { CloudClient } from '../../shared/cloud/client.js';
import { RemoteStore } from '../../shared/cloud/remote-store.js';
import { errorCodeOf } from '../../shared/errors.js';
import { type StudySummary, summarySchema } from '../../shared/study/document.js';
import { studyFolder } from '../../shared/study/keys.js';
import { follow } from '../follow.js';
import { nameByTime } from '../name-by-time.js';
import { defined } from '../option-values.js';
import { budgetOf, type ResumeFlags, type StartFlags } from '../options.js';
import type { Life, Place } from '../place.js';
import { chosenOf } from './settings.js';

const listSchema = z.object({ studies: z.array(summarySchema), next: z.string().optional() });

const lifeSchema = z.object({
  status: z.enum(['starting', ...summarySchema.shape.status.options]),
  reason: z.string().nullish(),
  /** A run that was asked for and has no record yet, of a study that has some. */
  pending: z.object({ status: z.enum(['starting', 'failed']), reason: z.string().optional() }).optional(),
  /** Of a study that has records. */
  created: z.number().optional(),
});

const startedSchema = z.object({ status: z.string() });
const stoppingSchema = z.object({ status: z.literal('stopping') });
const resumedSchema = z.object({ run: z.number() });

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

  async list(): Promise<StudySummary[]> {
    const call = { method: 'GET', path: '/studies', isRepeatable: true } as const;
    const listed: StudySummary[] = [];
    for await (const { studies } of this.#client.pages(listSchema, call)) listed.push(...studies);
    return listed;
  }

  async life(study: string): Promise<Life> {
    try {
      const call = { method: 'GET', path: pathOf(study), isRepeatable: true } as const;
      const { status, reason, pending, created } = await this.#client.json(lifeSchema, call);
      const asked = created === undefined ? { status, reason } : pending;
      const isAlive = status === 'running' || asked?.status === 'starting';
      return { isAlive, failure: asked?.status === 'failed' ? (asked.reason ?? 'nobody knows why') : undefined };
    } catch (error) {
      if (errorCodeOf(error) === 'StudyNotFound') return { isAlive: false };
      throw error;
    }
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
    const body = { budget: budgetOf(flags), ...defined({ slots }) };
    const call = { method: 'POST', path: `${pathOf(study)}/resume`, body, isRepeatable: false } as const;
    const { run } = await this.#client.json(resumedSchema, call);
    process.stderr.write(`Run ${run} of study '${study}' is starting\n`);
    return detach ? 0 : follow(this, { study, run, isNew: true, json });
  }

  async stop(study: string): Promise<void> {
    const call = { method: 'POST', path: `${pathOf(study)}/stop`, isRepeatable: true } as const;
    await this.#client.json(stoppingSchema, call);
  }

  async delete(study: string): Promise<void> {
    await this.#client.delete(pathOf(study));
  }

  close(): void {
    this.#client.close();
  }

  /** The name is settled here, so that trying again starts no second study. */
  async #start(tuning: string, flags: StartFlags): Promise<{ study: string; status: string }> {
    const study = flags.study ?? nameByTime(tuning, new Date());
    studyFolder(study);
    const body = { study, ...chosenOf(tuning, flags) };
    const call = { method: 'POST', path: '/studies', body, isRepeatable: true } as const;
    return { study, ...(await this.#client.json(startedSchema, call)) };
  }
}

/** @throws InvalidName */
function pathOf(study: string): string {
  return `/${studyFolder(study).slice(0, -1)}`;
}
