import { setTimeout as sleep } from 'node:timers/promises';
import { createSignedFetcher, type SignedFetcherOptions } from 'aws-sigv4-fetch';
import type * as z from 'zod';
import {
  type Answer,
  isGone,
  isPassing,
  NetworkFault,
  refusal,
  signingFault,
  strangeAnswer,
  unavailable,
} from './faults.js';

/** A request to a deployment's API. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below the deployment's URL: `/studies`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: object;
  /** Whether to send it twice comes to the same as once, so that it may be tried again. */
  readonly isRepeatable: boolean;
}

export interface CloudClientOptions {
  /** The deployment's URL, with or without a path. */
  readonly url: URL;
  readonly region: string;
  /** @default what AWS's own tools would use */
  readonly credentials: NonNullable<SignedFetcherOptions['credentials']>;
  /** Waits between tries, for so many milliseconds. */
  readonly pause?: (milliseconds: number, options: { signal: AbortSignal }) => Promise<unknown>;
}

/** How a request was answered in the end. */
interface Exchange {
  readonly answer: Answer;
  /** Whether a try before may have done what the request asks. */
  readonly mayHaveActed: boolean;
}

/** Milliseconds before each further try. */
const waits = [250, 500, 1000, 2000, 4000];

/** Milliseconds for which an answer is waited for: API Gateway itself gives up after 30 seconds. */
const patience = 60_000;

/** The API of a deployment: requests are signed with the user's AWS credentials, and tried again where that may help. */
export class CloudClient {
  readonly url: string;
  readonly #signedFetch: typeof fetch;
  readonly #pause: NonNullable<CloudClientOptions['pause']>;
  readonly #closing = new AbortController();

  constructor({
    url,
    region,
    credentials,
    pause = (wait, options) => sleep(wait, undefined, options),
  }: CloudClientOptions) {
    this.url = url.href.replace(/\/+$/, '');
    this.#signedFetch = createSignedFetcher({ service: 'execute-api', region, credentials, fetch: plainFetch });
    this.#pause = pause;
  }

  /**
   * The answer to a request, checked.
   *
   * @throws the error that the API answered with; CloudRefused if it is not one of Stepladder's; CloudUnavailable after the
   *   last try.
   */
  async json<S extends z.ZodType>(schema: S, call: Call): Promise<z.infer<S>> {
    const { body } = await this.send(call);
    try {
      return schema.parse(JSON.parse(body.toString('utf8')));
    } catch (cause) {
      throw strangeAnswer(call, this.url, cause);
    }
  }

  /**
   * All pages of what a request lists, each checked, from the one after `query.after` on.
   *
   * @throws as `json`; CloudRefused if a page is said to follow itself or one before it.
   */
  async *pages<S extends z.ZodType<{ readonly next?: string | undefined }>>(
    schema: S,
    call: Call,
  ): AsyncGenerator<z.infer<S>> {
    const seen = new Set<string | undefined>();
    let after = call.query?.after;
    do {
      if (seen.has(after)) throw strangeAnswer(call, this.url);
      seen.add(after);
      const page = await this.json(schema, { ...call, query: { ...call.query, after } });
      yield page;
      after = page.next;
    } while (after !== undefined);
  }

  /** The bytes that a request answers with, itself or by a redirection, which is followed without a signature. */
  async bytes(call: Call): Promise<Uint8Array> {
    const { location, body } = await this.send(call);
    if (location === undefined) return body;
    const from = new URL(location, this.url);
    const { answer: target } = await this.#repeat(call, () => this.#answer(plainFetch, from.href, { method: 'GET' }));
    if (target.status === 200) return target.body;
    throw refusal(target, call, from.origin);
  }

  /**
   * Deletes what is at a path. What is gone after a try of which no answer came, that try has deleted.
   *
   * @throws as `json`
   */
  async delete(path: string): Promise<void> {
    const call = { method: 'DELETE', path, isRepeatable: true } as const;
    const { answer, mayHaveActed } = await this.#exchange(call);
    if (answer.status === 204 || (mayHaveActed && isGone(answer))) return;
    throw answer.status < 400 ? strangeAnswer(call, this.url) : refusal(answer, call, this.url);
  }

  /** @throws as `json` */
  async send(call: Call): Promise<Answer> {
    const { answer } = await this.#exchange(call);
    if (answer.status < 400) return answer;
    throw refusal(answer, call, this.url);
  }

  /** Gives up what is under way, and whatever is called from now on. */
  close(): void {
    this.#closing.abort();
  }

  #exchange(call: Call): Promise<Exchange> {
    const url = new URL(`${this.url}${call.path}`);
    for (const [name, value] of Object.entries(call.query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, value);
    }
    const init = {
      method: call.method,
      redirect: 'manual' as const,
      headers: { accept: 'application/json' },
      ...(call.body && { body: JSON.stringify(call.body), headers: { 'content-type': 'application/json' } }),
    };
    return this.#repeat(call, () => this.#answer(this.#signedFetch, url.href, init));
  }

  async #repeat(call: Call, attempt: () => Promise<Answer | NetworkFault>): Promise<Exchange> {
    let mayHaveActed = false;
    for (let tries = 0; ; tries++) {
      const outcome = await attempt();
      if (!(outcome instanceof NetworkFault) && !isPassing(outcome.status)) return { answer: outcome, mayHaveActed };
      const wait = call.isRepeatable ? waits[tries] : undefined;
      if (wait === undefined) throw unavailable(outcome, call, this.url);
      mayHaveActed ||= outcome instanceof NetworkFault || outcome.status !== 429;
      await this.#pause(wait * (0.5 + Math.random() / 2), { signal: this.#closing.signal });
    }
  }

  async #answer(fetcher: typeof fetch, url: string, init: RequestInit): Promise<Answer | NetworkFault> {
    const closing = this.#closing.signal;
    try {
      const response = await fetcher(url, {
        ...init,
        signal: AbortSignal.any([closing, AbortSignal.timeout(patience)]),
      });
      const body = await response.arrayBuffer().catch(throwNetworkFault);
      const location = response.headers.get('location') ?? undefined;
      return { status: response.status, body: Buffer.from(body), location };
    } catch (error) {
      closing.throwIfAborted();
      if (error instanceof NetworkFault) return error;
      throw signingFault(error);
    }
  }
}

/** Tells faults of the network from those of finding credentials and signing. */
const plainFetch: typeof fetch = (...args) => fetch(...args).catch(throwNetworkFault);

function throwNetworkFault(error: unknown): never {
  throw new NetworkFault(error);
}
