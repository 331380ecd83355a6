import { setTimeout as sleep } from 'node:timers/promises';
import { endOfRun, type WatchedRun } from '../shared/cloud/life.js';
import { watchStudy } from '../shared/study/watch-study.js';
import { screenFor } from './display/screen.js';
import { printOutcome } from './display/summary.js';
import type { Place } from './place.js';
import { readStudy } from './read-study.js';

/** A run to follow. */
export interface Followed extends WatchedRun {
  readonly json: boolean;
}

/**
 * Shows a study that others run until its run has ended, and prints how. Ctrl-C ends watching, not the study.
 *
 * @returns the exit status: 0, 1 if the study failed or its runner is gone, 130 after Ctrl-C.
 * @throws CloudRefused if the run could not begin.
 */
export async function follow(place: Place, followed: Followed): Promise<number> {
  const { study, run, json } = followed;
  const screen = await screenFor(json);
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
      isOver: endOfRun((name) => place.life(name), followed),
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
