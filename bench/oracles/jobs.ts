import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Command } from './ask-tell-program.js';
import type { DriveOptions } from './driver.js';
import type { Run } from './regret.js';

/** What a job runner does: one optimiser on one problem, or the scores of random points of a problem. */
export type Job =
  | {
      readonly kind: 'run';
      readonly optimiser: string;
      readonly command: Command;
      readonly problem: string;
      readonly options: DriveOptions;
    }
  | { readonly kind: 'draws'; readonly problem: string };

export type Outcome =
  | { readonly kind: 'run'; readonly run: Run }
  | { readonly kind: 'draws'; readonly problem: string; readonly draws: readonly number[] }
  | { readonly kind: 'failed'; readonly job: Job; readonly message: string };

/**
 * Does the jobs in their order, as many at once as there are cores, each core with a process: a problem that is evaluated
 * must not hold up the clock of another run.
 *
 * @param done called with each outcome, and how many jobs are left
 */
export async function doJobs(jobs: readonly Job[], done: (outcome: Outcome, left: number) => void): Promise<void> {
  const waiting = [...jobs];
  let left = jobs.length;
  const lane = async () => {
    const runner = fork(fileURLToPath(new URL('job-runner.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] });
    try {
      for (let job = waiting.shift(); job; job = waiting.shift()) {
        const outcome = await outcomeOf(runner, job);
        left -= 1;
        done(outcome, left);
      }
    } finally {
      runner.disconnect();
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), jobs.length) }, lane));
}

function outcomeOf(runner: ReturnType<typeof fork>, job: Job): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`a process that runs jobs ended with ${code}`));
    runner.once('exit', ended);
    runner.once('message', (outcome) => {
      runner.off('exit', ended);
      resolve(outcome as Outcome);
    });
    runner.send(job);
  });
}
