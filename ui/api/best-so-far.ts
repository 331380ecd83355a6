import type { StudySummary, TrialDocument } from '../../shared/study/document.js';
import { goalsOf, historyOf } from './objective.js';
import { readTrials } from './read-trials.js';

/** Points that a small line has room for. */
const mostPoints = 96;

interface Read {
  readonly version: string;
  readonly trials: readonly TrialDocument[];
}

/**
 * The best scores so far of studies, trial by trial, thinned out to what a small line shows. A study is read anew only where
 * its listing has changed, then only from its oldest trial on that may change; studies are read one after another.
 */
export class BestSoFar {
  readonly #read = new Map<string, Read>();
  #queue: Promise<unknown> = Promise.resolve();

  /** @throws Refusal */
  of(summary: StudySummary): Promise<readonly number[]> {
    const result = this.#queue.then(() => this.#of(summary));
    this.#queue = result.catch(() => undefined);
    return result;
  }

  async #of(summary: StudySummary): Promise<readonly number[]> {
    const { study, created, spent, objective } = summary;
    const known = this.#read.get(`${study}/${created}`);
    const version = versionOf(summary);
    let trials = known?.trials ?? [];
    if (known?.version !== version && spent.trials > 0) {
      const from = trials.findIndex(({ status }) => status === 'running' || status === 'waiting');
      const first = from < 0 ? trials.length : from;
      const changed = new Set(Array.from({ length: spent.trials - first }, (_, index) => first + index));
      trials = await readTrials(`/studies/${study}`, changed, trials);
      this.#read.set(`${study}/${created}`, { version, trials });
    }
    const [goal] = goalsOf(objective);
    return goal ? thinned(historyOf(trials, goal).best.map(([, score]) => score)) : [];
  }
}

/** Changes whenever a trial has begun or ended. */
export function versionOf({ created, spent, running, status }: StudySummary): string {
  return [created, spent.trials, spent.epochs, running.map(({ leg }) => leg), status].join('/');
}

function thinned(values: readonly number[]): number[] {
  const step = Math.max(1, (values.length - 1) / (mostPoints - 1));
  const points = Math.min(values.length, mostPoints);
  return Array.from({ length: points }, (_, index) => values[Math.round(index * step)] as number);
}
