import { StepladderError } from '../errors.js';
import type { Study } from '../study/study.js';

/** Whether anything works on a study. */
export interface Life {
  /** Whether somebody runs it, or is about to. */
  readonly isAlive: boolean;
  /** Why the run that was asked for last could not begin: nothing was written then. */
  readonly failure?: string | undefined;
}

/** A run that this process only watches. */
export interface WatchedRun {
  readonly study: string;
  /** Number of the run: nothing has ended before it has begun. */
  readonly run: number;
  /** Whether it was asked for just now: Step Functions may show an execution only some time after it was started. */
  readonly isNew: boolean;
}

/** Looks at the records of a run for each look at whether somebody still runs it. */
const looks = 15;

/**
 * Tells whether a run is over: its records say so or, from time to time, whoever knows its runner.
 *
 * @throws CloudRefused if the run could not begin.
 */
export function endOfRun(
  life: (study: string) => Promise<Life>,
  { study, run, isNew }: WatchedRun,
): (seen: Study | undefined) => Promise<boolean> {
  let unseen = isNew ? looks : 0;
  let look = 0;
  return async (seen) => {
    const hasBegun = seen !== undefined && seen.runs.size >= run;
    if (hasBegun && seen.lastRun?.end) return true;
    if (hasBegun && ++look % looks !== 0) return false;
    const { isAlive, failure } = await life(study);
    if (isAlive || hasBegun) return !isAlive;
    if (failure !== undefined) throw notBegun(study, failure);
    return --unseen < 0;
  };
}

export function notBegun(name: string, failure: string): StepladderError {
  return new StepladderError('CloudRefused', `Study '${name}' could not begin: ${failure}`);
}
