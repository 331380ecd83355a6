import { StepladderError } from '../errors.js';
import type { Values } from '../space/parameter.js';
import { pointKey } from '../space/space.js';
import { checkEnqueued, completed } from './enqueue.js';
import type { StudyLog } from './log.js';
import type { Entry, PointOfEntry } from './records.js';
import type { Study } from './study.js';

/** A point that was enqueued and that no trial has tried yet, completed by the defaults. */
export interface WaitingPoint {
  readonly values: Values;
  /** Of the queue; absent for a point of the study's definition. */
  readonly enqueued?: PointOfEntry;
}

/** What is to be tried next, whatever the oracle. */
export interface EnqueueRequest {
  readonly points: readonly Values[];
  /** Whether they are tried even if a trial has their hyperparameters already, or they wait. */
  readonly again?: boolean | undefined;
}

/**
 * Adds points to a study's queue, whether it runs or not: its next new trials have them, in the order of their coming. The
 * queue is a record beside the legs, so an ask has it by the listing that it makes anyway; whose leg is created first has
 * the point.
 *
 * @returns the number of the entry, from 1.
 * @throws UnknownHyperparameter, InvalidHyperparameter, InactiveHyperparameter for a point that is none of the search space;
 *   PointKnown, without `again`, for one that a trial has, or that waits
 */
export async function enqueue(log: StudyLog, { points, again = false }: EnqueueRequest, now: number): Promise<number> {
  for (;;) {
    await log.refresh();
    const { study } = log;
    checkEnqueued(study.space, points);
    if (!again) refuseKnown(study, points);
    const entry: Entry = {
      entry: (study.queue.at(-1)?.entry ?? 0) + 1,
      points: [...points],
      ...(again && { again }),
      at: now,
    };
    if (await log.createEntry(entry)) return entry.entry;
  }
}

/** The points that wait to be tried, in the order in which they will be: the definition's, then the queue's. */
export function waitingPoints(study: Study): WaitingPoint[] {
  const { definition, space, trials } = study;
  const known = new Set(trials.map(({ point }) => point));
  const waiting: WaitingPoint[] = [];
  for (const given of definition.enqueue ?? []) {
    const values = completed(space, given);
    if (!known.has(pointKey(values))) waiting.push({ values });
    known.add(pointKey(values));
  }
  for (const point of queuedPoints(study, known)) waiting.push(point);
  return waiting;
}

/** The point of the queue that the next new trial has; undefined where none waits. */
export function nextOfQueue(study: Study): WaitingPoint | undefined {
  if (study.queue.length === 0) return undefined;
  const [next] = queuedPoints(study, new Set(study.trials.map(({ point }) => point)));
  return next;
}

/**
 * A point of the queue is known by the trial that was handed out with it; one that is not to be tried again, also by any trial
 * that has its hyperparameters.
 *
 * @param known points that trials have, or that come before; grows.
 */
function* queuedPoints({ queue, space, trials }: Study, known: Set<string>): Generator<Required<WaitingPoint>> {
  const handedOut = new Set(trials.flatMap(({ enqueued }) => (enqueued ? keyOf(enqueued) : [])));
  for (const { entry, points, again } of queue) {
    for (const [index, given] of points.entries()) {
      if (handedOut.has(keyOf({ entry, index }))) continue;
      const values = completed(space, given);
      if (!again && known.has(pointKey(values))) continue;
      known.add(pointKey(values));
      yield { values, enqueued: { entry, index } };
    }
  }
}

function keyOf({ entry, index }: PointOfEntry): string {
  return `${entry}/${index}`;
}

function refuseKnown(study: Study, points: readonly Values[]): void {
  const waiting = new Set(waitingPoints(study).map(({ values }) => pointKey(values)));
  for (const given of points) {
    const point = pointKey(completed(study.space, given));
    const trial = study.trials.find((other) => other.point === point);
    if (trial === undefined && !waiting.has(point)) continue;
    const where = trial === undefined ? 'waits to be tried already' : `is that of trial ${trial.number}`;
    throw new StepladderError(
      'PointKnown',
      `The point ${JSON.stringify(given)} ${where}. Say \`again\` to try it once more`,
    );
  }
}
