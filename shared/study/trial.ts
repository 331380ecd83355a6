import type { LearningCurve, OracleTrial } from '../oracles/oracle.js';
import { defaultOf } from '../space/domain.js';
import type { Values } from '../space/parameter.js';
import { pointKey } from '../space/space.js';
import { throttled } from './faults.js';
import type { Assigned, Failure, Metrics, Objective, Report, Result } from './records.js';
import { isFinal } from './records.js';

/** A leg of the log: how it was handed out and, once it has ended, how. */
export interface Leg {
  readonly assigned: Assigned;
  readonly result?: Result | undefined;
  /** What is known of its epochs while it runs. */
  readonly running?: readonly Report[] | undefined;
}

/** A leg that has ended. */
export interface EndedLeg extends Leg {
  readonly result: Result;
}

/** Legs of a trial that may be lost in a row: more, and the trial is what kills its machines. */
const maxLosses = 3;

/** A trial, folded from its legs. */
export interface Trial extends OracleTrial {
  readonly legs: readonly Leg[];
  /** Metrics after each epoch of the legs that count: what a failed leg reported is void. */
  readonly reports: readonly Report[];
  /** The report with the best score. */
  readonly best?: Report | undefined;
  /** Key of the newest checkpoint. */
  readonly checkpoint?: string | undefined;
  /** The epoch that it began from: 0, or its parent's. */
  readonly begunFrom: number;
  /** Training time of all legs. */
  readonly seconds: number;
  /** Why the last leg failed. */
  readonly failure?: Failure | undefined;
  /** When the trial ended. */
  readonly ended?: number | undefined;
}

/** Ends of legs whose reports count. */
const countedEnds: ReadonlySet<Result['status']> = new Set(['completed', 'paused', 'stopped']);

/** The legs whose reports count, in their order. */
export function countedLegs(legs: readonly Leg[]): EndedLeg[] {
  return legs.filter((leg): leg is EndedLeg => leg.result !== undefined && countedEnds.has(leg.result.status));
}

/**
 * @param legs all legs of one trial, in the order in which they were handed out; the first carries the values.
 * @param retries how often a crashed trial may try again.
 */
export function foldTrial(legs: readonly Leg[], objective: Objective, retries: number): Trial {
  const first = legs[0] as Leg;
  const last = legs[legs.length - 1] as Leg;
  const values = valuesOf(legs);
  const counted = countedLegs(legs);
  const reports = counted.flatMap(({ result }) => result.reports);
  const best = bestReport(reports, objective);
  const status = statusOf(legs, retries);
  return {
    number: first.assigned.trial,
    status,
    values,
    point: pointKey(values),
    legs,
    reports,
    best,
    score: best && (scoreOf(best.metrics, objective) as number),
    epochs: reports.at(-1)?.epoch ?? first.assigned.fromEpoch,
    curve: curveOf([...reports, ...((status === 'running' && last.running) || [])], objective),
    firstTo: first.assigned.toEpoch,
    stopped: last.result?.status === 'stopped',
    parent: first.assigned.parent,
    replaces: first.assigned.replaces,
    fit: first.assigned.fit,
    begunFrom: first.assigned.fromEpoch,
    checkpoint: counted.findLast(({ result }) => result.checkpoint)?.result.checkpoint,
    seconds: legs.reduce((sum, { result }) => sum + (result?.seconds ?? 0), 0),
    failure: status === 'failed' || status === 'waiting' ? last.result?.failure : undefined,
    ended: status === 'completed' || status === 'failed' ? last.result?.at : undefined,
  };
}

/** Whether score `a` is better than `b`. */
export function isBetter(a: number, b: number, { direction }: Pick<Objective, 'direction'>): boolean {
  return direction === 'min' ? a < b : a > b;
}

/** One of the metrics; undefined where it is missing or not finite. */
export function scoreOf(metrics: Metrics, { name }: Pick<Objective, 'name'>): number | undefined {
  return Object.hasOwn(metrics, name) ? (metrics[name] ?? undefined) : undefined;
}

function curveOf(reports: readonly Report[], objective: Objective): LearningCurve {
  return reports.map(({ epoch, metrics }) => ({ epoch, score: scoreOf(metrics, objective) }));
}

/** Keras Tuner's rule: a trial is as good as its best epoch, the first of equals. */
function bestReport(reports: readonly Report[], objective: Objective): Report | undefined {
  let best: Report | undefined;
  for (const report of reports) {
    const score = scoreOf(report.metrics, objective);
    if (score === undefined) continue;
    if (!best || isBetter(score, scoreOf(best.metrics, objective) as number, objective)) best = report;
  }
  return best;
}

function statusOf(legs: readonly Leg[], retries: number): Trial['status'] {
  const result = legs.at(-1)?.result;
  if (!result) return 'running';
  if (result.status === 'completed' || result.status === 'stopped') return 'completed';
  if (result.status === 'paused') return 'waiting';
  if (result.status === 'lost') return lossesInARow(legs) < maxLosses ? 'waiting' : 'failed';
  const failed = legs.filter((leg) => leg.result?.status === 'failed').length;
  return failed > retries || (result.failure && isFinal(result.failure)) ? 'failed' : 'waiting';
}

/** A leg that was throttled kills no machine: it never had one. */
function lossesInARow(legs: readonly Leg[]): number {
  const kept = legs.findLastIndex(({ result }) => result?.status !== 'lost');
  return legs.slice(kept + 1).filter(({ result }) => result?.failure?.code !== throttled).length;
}

/** Hyperparameters that the trial declared itself had their defaults. */
function valuesOf(legs: readonly Leg[]): Values {
  const values: Values = { ...legs[0]?.assigned.values };
  for (const { result } of legs) {
    for (const parameter of result?.declared ?? []) values[parameter.name] ??= defaultOf(parameter);
  }
  return values;
}
