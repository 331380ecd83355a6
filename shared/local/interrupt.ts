import type { LocalRun } from './run-study.js';

/** Milliseconds that running trials have to pause or finish. */
const grace = 10_000;

/** What Ctrl-C did to a run. */
export interface Interruption {
  happened(): boolean;
  dispose(): void;
}

/**
 * On Ctrl-C (or SIGTERM) asks a run to stop, so that models pause at the end of their epoch; what is still training after
 * ten seconds, or at a second Ctrl-C, is killed and handed out again by `resume`.
 */
export function onInterrupt(run: LocalRun, say: (line: string) => void): Interruption {
  let count = 0;
  let timer: NodeJS.Timeout | undefined;
  const listener = () => {
    count++;
    if (count > 1) return run.interrupt();
    say('Stopping: trials pause at the end of their epoch. Ctrl-C again stops at once.');
    timer = setTimeout(() => run.interrupt(), grace);
    run.stop().catch((error: Error) => {
      say(error.message);
      run.interrupt();
    });
  };
  process.on('SIGINT', listener);
  process.on('SIGTERM', listener);
  return {
    happened: () => count > 0,
    dispose: () => {
      clearTimeout(timer);
      process.off('SIGINT', listener);
      process.off('SIGTERM', listener);
    },
  };
}
