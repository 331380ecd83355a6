import * as z from 'zod';
import { errorCodeOf, StepladderError } from '../errors.js';
import type { ListOptions, Store } from '../store/store.js';
import { decodeRecord } from '../study/codec.js';
import {
  assignedKey,
  checkpointsFolder,
  compactFolder,
  definitionKey,
  parseName,
  progressFolder,
  progressKey,
  studiesFolder,
  studyFolder,
} from '../study/keys.js';
import { assignedSchema } from '../study/records.js';
import type { CloudClient } from './client.js';

const pageSchema = z.object({
  records: z.array(z.object({ key: z.string(), record: z.string() })),
  next: z.string().optional(),
});

/** Folders of a study's records, beside its definition. Everything else that the API sends along is progress. */
const recordPattern = /^(study\.json$|legs\/|queue\/|runs\/)/;

/**
 * The records and checkpoints of a deployment's studies, to read through its API. Records come with the listing that names
 * them, and never change: they are kept, so that a study costs one request for each look at it. Reading a definition
 * brings the whole log, with which the next listing is answered; reading progress has it come with the listings after.
 */
export class RemoteStore implements Store {
  readonly #client: CloudClient;
  readonly #bodies = new Map<string, Uint8Array>();
  /** Keys that came with a definition, and no listing has answered. */
  readonly #begun = new Map<string, string[]>();
  #withProgress = false;

  constructor(client: CloudClient) {
    this.#client = client;
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    const study = key.split('/')[1] ?? '';
    if (key.startsWith(checkpointsFolder(study))) return this.#checkpoint(study, key);
    if (key.startsWith(progressFolder(study))) this.#withProgress = true;
    if (key === definitionKey(study)) {
      const keys = await this.#read(study);
      if (!keys) return undefined;
      this.#begun.set(study, keys);
    }
    return this.#bodies.get(key);
  }

  async list(prefix: string, { after }: ListOptions = {}): Promise<string[]> {
    const study = prefix.slice(studiesFolder.length).split('/')[0] ?? '';
    // The API reads compactions, and does not show them.
    if (prefix === compactFolder(study)) return [];
    const keys = this.#begun.get(study) ?? (await this.#read(study, after)) ?? [];
    this.#begun.delete(study);
    return keys.filter((key) => key.startsWith(prefix) && (after === undefined || key > after)).sort();
  }

  create(): Promise<boolean> {
    return refuse();
  }

  put(): Promise<void> {
    return refuse();
  }

  children(): Promise<string[]> {
    return refuse();
  }

  remove(): Promise<void> {
    return refuse();
  }

  /** Reads the records after a key; undefined if there is no such study. */
  async #read(study: string, after?: string): Promise<string[] | undefined> {
    const folder = studyFolder(study);
    const keys: string[] = [];
    const query = { after: after?.slice(folder.length), progress: this.#withProgress ? 'true' : undefined };
    const call = { method: 'GET', path: `/studies/${study}/records`, query, isRepeatable: true } as const;
    try {
      for await (const { records } of this.#client.pages(pageSchema, call)) {
        for (const { key: name, record } of records) {
          const isRecord = recordPattern.test(name);
          const key = isRecord ? folder + name : progressKey(study, parseName(name).number);
          this.#bodies.set(key, Buffer.from(record));
          if (isRecord) keys.push(key);
        }
      }
    } catch (error) {
      if (errorCodeOf(error) === 'StudyNotFound') return undefined;
      throw error;
    }
    return keys;
  }

  /** The newest checkpoint of the trial that the key's leg trained: the API knows them by their trials. */
  async #checkpoint(study: string, key: string): Promise<Uint8Array | undefined> {
    const leg = assignedKey(study, parseName(key).number);
    const assigned = this.#bodies.get(leg);
    if (!assigned) return undefined;
    const { trial } = decodeRecord(assignedSchema, leg, assigned);
    const path = `/studies/${study}/trials/${trial}/checkpoint`;
    return this.#client.bytes({ method: 'GET', path, isRepeatable: true });
  }
}

function refuse(): never {
  throw new StepladderError('InvalidRequest', "A deployment's records can only be read from here");
}
