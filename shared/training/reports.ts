import { StepladderError } from '../errors.js';
import type { Store } from '../store/store.js';
import { encodeRecord } from '../study/codec.js';
import { progressKey } from '../study/keys.js';
import type { Metrics, Objective, Report } from '../study/records.js';
import { partsOf, scoreNamesOf, scoresOf } from '../study/scores.js';

/** Collects the metrics of a leg, epoch by epoch, and shows its progress to who watches. */
export class Reports {
  readonly all: Report[] = [];
  /** The scores of the last report; undefined before the first. */
  scores: readonly number[] | undefined;
  readonly #objective: Objective;
  readonly #show: (report: Report) => Promise<void>;

  /** @param show writes a report where watchers see it. */
  constructor(objective: Objective, show: (report: Report) => Promise<void>) {
    this.#objective = objective;
    this.#show = show;
  }

  /**
   * @param epoch counted from 1.
   * @throws MissingMetric, NotFiniteMetric
   */
  async add(epoch: number, metrics: Readonly<Record<string, number>>): Promise<void> {
    this.scores = checkedScores(metrics, this.#objective);
    const report = { epoch, metrics: finiteOrNull(metrics) };
    this.all.push(report);
    await this.#show(report);
  }
}

/** @param interval milliseconds between two writes, and before the first: it is for watching, and each costs a request. */
export function progressWriter(
  store: Store,
  study: string,
  leg: number,
  interval: number,
): (report: Report) => Promise<void> {
  let last = Date.now();
  return async (report) => {
    const at = Date.now();
    if (at - last < interval) return;
    last = at;
    await store.put(progressKey(study, leg), encodeRecord({ leg, report, at }));
  };
}

function checkedScores(metrics: Readonly<Record<string, number>>, objective: Objective): readonly number[] {
  for (const { name } of partsOf(objective)) checkFinite(metrics, name);
  const scores = scoresOf(metrics, objective);
  if (scores) return scores;
  throw new StepladderError('NotFiniteMetric', `The sum ${scoreNamesOf(objective)[0]} is not a finite number`);
}

function checkFinite(metrics: Readonly<Record<string, number>>, name: string): void {
  const value = Object.hasOwn(metrics, name) ? metrics[name] : undefined;
  if (value === undefined) {
    const there = Object.keys(metrics).join(', ') || 'none';
    throw new StepladderError('MissingMetric', `The metric '${name}' is missing. Metrics there are: ${there}`);
  }
  if (typeof value === 'number' && Number.isFinite(value)) return;
  throw new StepladderError('NotFiniteMetric', `The metric '${name}' is ${String(value)}, not a finite number`);
}

function finiteOrNull(metrics: Readonly<Record<string, number>>): Metrics {
  const entries = Object.entries(metrics).filter(([, value]) => typeof value === 'number');
  return Object.fromEntries(entries.map(([name, value]) => [name, Number.isFinite(value) ? value : null]));
}
