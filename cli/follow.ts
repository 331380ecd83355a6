import { setTimeout as sleep } from 'node:timers/promises';
import type { Study } from '../shared/study/study.js';
import { watchStudy } from '../shared/study/watch-study.js';
import { screenFor } from './display/screen.js';
import { printOutcome } from './display/summary.js';
import type { Place } from './place.js';
import { notBegun, readStudy } from './read-study.js';

/** A run that this process only watches. */
export interface Followed {
  readonly study: string;
  /** Number of the run: nothing is shown, and nothing has ended, before it has begun. */
  readonly run: number;
  /** Whether it was asked for just now: Step Functions may show an execution only some time after it was started. */
  readonly isNew: boolean;
  readonly json: boolean;
}

/** Looks at the records of a run for each look at whether somebody still runs it. */
const looks = 15;

/**
 * Shows a study that others run until its run has ended, and prints how. Ctrl-C ends watching, not the study.
 *
 * @returns the exit status: 0, 1 if the study failed or its runner is gone, 130 after Ctrl-C.
 * @throws CloudRefused if the run could not begin.
 */
export async function follow(place: Place, followed: Followed): Promise<number> {
  const { study, run, json } = followed;
  const screen = screenFor(json);
  const interruption = new AbortController();
  const interrupt = () => {
    interruption.abort();
    place.close();
  };
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  try {
    await watchStudy({
      store: place.store,
      study,
      withProgress: screen.isLive,
      isOver: endOf(place, followed),
      pause: () => sleep(place.interval, undefined, { signal: interruption.signal }),
      show: (view) => {
        if (view.study.runs.size >= run) screen.show(view);
      },
    });
    screen.end();
    const outcome = await readStudy(place, study);
    return printOutcome(outcome.study, outcome.document, json);
  } catch (error) {
    if (!interruption.signal.aborted) throw error;
    screen.end();
    const command = (name: string) => `\`stepladder ${name} ${study} ${place.flags}\``;
    screen.say(
      `No longer watching: study '${study}' goes on. ${command('watch')} shows it, ${command('stop')} ends it.`,
    );
    return 130;
  } finally {
    screen.end();
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

/** Tells whether a run is over: its records say so or, from time to time, whoever knows its runner. */
function endOf(place: Place, { study, run, isNew }: Followed): (seen: Study | undefined) => Promise<boolean> {
  let unseen = isNew ? looks : 0;
  let look = 0;
  return async (seen) => {
    const hasBegun = seen !== undefined && seen.runs.size >= run;
    if (hasBegun && seen.lastRun?.end) return true;
    if (hasBegun && ++look % looks !== 0) return false;
    const { isAlive, failure } = await place.life(study);
    if (isAlive || hasBegun) return !isAlive;
    if (failure !== undefined) throw notBegun(study, failure);
    return --unseen < 0;
  };
}
