import type { StudySummary } from '../../shared/study/document.js';
import { type Corner, type Found, lineOf } from './comparison.js';
import { get } from './request.js';

interface Read {
  readonly version: string;
  readonly line: readonly Corner[];
}

/**
 * The lines of the best scores so far of studies, over their trials. One is read anew only where its listing has changed,
 * one after another, so that a long list leaves the server time for other requests.
 */
export class BestLines {
  readonly #read = new Map<string, Read>();
  #queue: Promise<unknown> = Promise.resolve();

  /** Of several objectives the line of the first; empty without a score. @throws Refusal */
  of(summary: StudySummary): Promise<readonly Corner[]> {
    const result = this.#queue.then(() => this.#of(summary));
    this.#queue = result.catch(() => undefined);
    return result;
  }

  async #of(summary: StudySummary): Promise<readonly Corner[]> {
    const { study } = summary;
    const version = versionOf(summary);
    const known = this.#read.get(study);
    if (known?.version === version) return known.line;
    const found = await get<Found>(`/studies/${study}/best-so-far`);
    const [first] = found.objectives;
    const line = first ? lineOf(found, first, 'trials') : [];
    this.#read.set(study, { version, line });
    return line;
  }
}

/** Changes whenever a trial has begun or ended, or another study has the name. */
export function versionOf({ created, spent, running, status }: StudySummary): string {
  return [created, spent.trials, spent.epochs, running.map(({ leg }) => leg), status].join('/');
}
