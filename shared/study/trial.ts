import { Front, type Losses } from '../math/pareto.js';
import type { VectorTrial } from '../oracles/pareto/scalarise.js';
import { defaultOf } from '../space/domain.js';
import type { Values } from '../space/parameter.js';
import { pointKey } from '../space/space.js';
import { throttled } from './faults.js';
import type { Assigned, Failure, Objective, PointOfEntry, Report, Result } from './records.js';
import { isFinal } from './records.js';
import { isPareto, lossesOf, scoresOf } from './scores.js';

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
export interface Trial extends VectorTrial {
  readonly legs: readonly Leg[];
  /** Metrics after each epoch of the legs that count: what a failed leg reported is void. */
  readonly reports: readonly Report[];
  /** The report of its best epoch. */
  readonly best?: Report | undefined;
  /** Its scores at its best epoch: one, or with several objectives whose front is looked for, one for each. */
  readonly scores?: readonly number[] | undefined;
  /** Key of the newest checkpoint. */
  readonly checkpoint?: string | undefined;
  /** The epoch that it began from: 0, or its parent's. */
  readonly begunFrom: number;
  /** Training time of all legs. */
  readonly seconds: number;
  /** The point of the queue that it tries. */
  readonly enqueued?: PointOfEntry | undefined;
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
  const status = statusOf(legs, retries);
  const best = bestReport(reports, objective);
  const scores = best && scoresOf(best.metrics, objective);
  const known = [...reports, ...((status === 'running' && last.running) || [])];
  return {
    number: first.assigned.trial,
    status,
    values,
    point: pointKey(values),
    legs,
    reports,
    best,
    scores,
    losses: scores && lossesOf(scores, objective),
    epochs: reports.at(-1)?.epoch ?? first.assigned.fromEpoch,
    ...(isPareto(objective)
      ? { lossCurve: lossCurveOf(known, objective) }
      : { score: scores?.[0], curve: curveOf(known, objective) }),
    firstTo: first.assigned.toEpoch,
    stopped: last.result?.status === 'stopped',
    parent: first.assigned.parent,
    replaces: first.assigned.replaces,
    fit: first.assigned.fit,
    enqueued: first.assigned.enqueued,
    begunFrom: first.assigned.fromEpoch,
    checkpoint: counted.findLast(({ result }) => result.checkpoint)?.result.checkpoint,
    seconds: legs.reduce((sum, { result }) => sum + (result?.seconds ?? 0), 0),
    failure: status === 'failed' || status === 'waiting' ? last.result?.failure : undefined,
    ended: status === 'completed' || status === 'failed' ? last.result?.at : undefined,
  };
}

function curveOf(reports: readonly Report[], objective: Objective): Trial['curve'] {
  return reports.map(({ epoch, metrics }) => ({ epoch, score: scoresOf(metrics, objective)?.[0] }));
}

function lossCurveOf(reports: readonly Report[], objective: Objective): Trial['lossCurve'] {
  return reports.map(({ epoch, metrics }) => ({ epoch, losses: reportedLosses(metrics, objective) }));
}

function reportedLosses(metrics: Report['metrics'], objective: Objective): Losses | undefined {
  const scores = scoresOf(metrics, objective);
  return scores && lossesOf(scores, objective);
}

/**
 * Keras Tuner's rule: a trial is as good as its best epoch, the first of equals. With several objectives it is the latest epoch
 * that joined the front of the trial's epochs.
 */
function bestReport(reports: readonly Report[], objective: Objective): Report | undefined {
  const front = new Front();
  return reports
    .filter(({ metrics }) => {
      const losses = reportedLosses(metrics, objective);
      return losses !== undefined && front.add(losses);
    })
    .at(-1);
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
