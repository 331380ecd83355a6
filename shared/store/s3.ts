import { setTimeout } from 'node:timers/promises';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  type ListObjectsV2CommandOutput,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { messageOf, StepladderError } from '../errors.js';
import { checkFolder, checkKey, checkPrefix, isPart, type ListOptions, type Store } from './store.js';

/** How often a request is sent at most, and how often one that S3 refuses because of another at the same time. */
const attempts = 6;

/** What to do about an error that waiting won't mend, by its name. */
const advice: Readonly<Record<string, string>> = {
  AccessDenied:
    "allow this action on this key to the caller's role (to a role without s3:ListBucket, S3 answers this for a missing object too)",
  NoSuchBucket: 'deploy the stack that has the bucket, or correct its name',
  PermanentRedirect: 'the bucket is in another region: set AWS_REGION',
};

/** A client with limits of time (the SDK has none) that tries again after errors of the network, 500, 503 and throttling. */
export function s3Client(config: S3ClientConfig = {}): S3Client {
  return new S3Client({
    retryMode: 'standard',
    maxAttempts: attempts,
    // The time to connect begins with the wait for one of 50 connections.
    requestHandler: { connectionTimeout: 5_000, socketTimeout: 10_000 },
    ...config,
  });
}

/**
 * A store in a bucket. S3 lists keys in the order of their UTF-8 bytes, which is that of code units for a store's keys. Objects
 * whose names can't be keys, such as the folders that its console makes, are not there.
 */
export class S3Store implements Store {
  readonly isRemote = true;
  readonly #client: S3Client;
  readonly #bucket: string;

  /** @param client how to reach S3: `s3Client()` */
  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  /**
   * An answer can get lost on its way: then the SDK sends the object again, and S3 says that it is there already, though it
   * was this call that wrote it. So after more than one attempt the object is read: it is this call's if its bytes are, since
   * records name who writes them. Two writers of the very same bytes may both get true then.
   */
  async create(key: string, body: Uint8Array): Promise<boolean> {
    checkKey(key);
    const input = { Bucket: this.#bucket, Key: key, Body: body, IfNoneMatch: '*' };
    let perhapsWritten = false;
    const create = async () => {
      try {
        await this.#client.send(new PutObjectCommand(input));
        return 'created';
      } catch (error) {
        const { httpStatusCode, attempts: sent = 1 } = metadataOf(error);
        perhapsWritten ||= sent > 1;
        if (httpStatusCode === 412) return 'taken';
        // Another conditional write or a deletion was under way; nothing was written, and S3 asks to try again.
        throw httpStatusCode === 409 ? new Passing(error) : error;
      }
    };
    const outcome = await this.#patiently(`create ${key}`, create);
    if (outcome === 'created') return true;
    return perhapsWritten && Buffer.from((await this.get(key)) ?? []).equals(body);
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    checkKey(key);
    return this.#patiently(`read ${key}`, async () => {
      const { Body } = await this.#client
        .send(new GetObjectCommand({ Bucket: this.#bucket, Key: key }))
        .catch(unlessMissing);
      // The SDK tries again until an answer begins, not when it breaks off.
      return Body?.transformToByteArray().catch((error: unknown) => {
        throw new Passing(error);
      });
    });
  }

  async put(key: string, body: Uint8Array): Promise<void> {
    checkKey(key);
    const input = { Bucket: this.#bucket, Key: key, Body: body };
    await this.#patiently(`write ${key}`, () => this.#client.send(new PutObjectCommand(input)));
  }

  async list(prefix: string, { after }: ListOptions = {}): Promise<string[]> {
    checkPrefix(prefix);
    const keys: string[] = [];
    for await (const { Contents = [] } of this.#pages({ Prefix: prefix, StartAfter: after || undefined }))
      for (const { Key = '' } of Contents) if (Key.split('/').every(isPart)) keys.push(Key);
    return keys;
  }

  async children(folder: string): Promise<string[]> {
    checkFolder(folder);
    const names: string[] = [];
    for await (const { CommonPrefixes = [], Contents = [] } of this.#pages({ Prefix: folder, Delimiter: '/' })) {
      names.push(...CommonPrefixes.map(({ Prefix = '' }) => Prefix.slice(folder.length, -1)));
      names.push(...Contents.map(({ Key = '' }) => Key.slice(folder.length)));
    }
    return names.filter(isPart).sort();
  }

  async remove(key: string): Promise<void> {
    checkKey(key);
    const input = { Bucket: this.#bucket, Key: key };
    await this.#patiently(`delete ${key}`, () => this.#client.send(new DeleteObjectCommand(input)));
  }

  /** A list comes in pages of up to 1,000. */
  async *#pages(input: Omit<ListObjectsV2CommandInput, 'Bucket'>): AsyncGenerator<ListObjectsV2CommandOutput> {
    let ContinuationToken: string | undefined;
    do {
      const command = new ListObjectsV2Command({ Bucket: this.#bucket, ...input, ContinuationToken });
      const page = await this.#patiently(`list ${input.Prefix}`, async () =>
        wholePage(await this.#client.send(command)),
      );
      yield page;
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
  }

  /** @throws StoreUnavailable */
  async #patiently<T>(what: string, attempt: () => Promise<T>): Promise<T> {
    for (let sent = 1; ; sent++) {
      try {
        return await attempt();
      } catch (error) {
        const passing = error instanceof Passing;
        if (!passing || sent === attempts) throw this.#unavailable(what, passing ? error.cause : error);
      }
      await setTimeout(Math.random() * 50 * 2 ** sent);
    }
  }

  #unavailable(what: string, error: unknown): StepladderError {
    const { name } = (error ?? {}) as Partial<Error>;
    const { httpStatusCode: status, attempts: sent = 1 } = metadataOf(error);
    const facts = [name, status && `status ${status}`, sent > 1 && `${sent} attempts`].filter(Boolean).join(', ');
    const next = advice[name ?? ''];
    return new StepladderError(
      'StoreUnavailable',
      `cannot ${what} in the bucket ${this.#bucket} of S3 (${facts}): ${messageOf(error)}${next ? `; ${next}` : ''}`,
      { cause: error },
    );
  }
}

/** An error that another attempt may not meet, but that the SDK doesn't try again after; `cause` is the error. */
class Passing extends Error {
  constructor(cause: unknown) {
    super(messageOf(cause), { cause });
  }
}

interface Metadata {
  readonly httpStatusCode?: number | undefined;
  readonly attempts?: number | undefined;
}

/** What the SDK notes on every error that it throws. */
function metadataOf(error: unknown): Metadata {
  return ((error ?? {}) as { $metadata?: Metadata }).$metadata ?? {};
}

/** No object, if S3 says so in a word: a bucket that is missing, or a stranger's answer, has the status 404 as well. */
function unlessMissing(error: unknown): { Body?: undefined } {
  if (error instanceof Error && error.name === 'NoSuchKey') return {};
  throw error;
}

/** An answer that is not S3's, of a proxy say, is no empty list. */
function wholePage(page: ListObjectsV2CommandOutput): ListObjectsV2CommandOutput {
  if (page.IsTruncated !== (page.NextContinuationToken !== undefined))
    throw new Error('the answer is not a list of objects');
  return page;
}
