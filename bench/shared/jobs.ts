import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { messageOf } from '../../shared/errors.js';

/** How a job ended. */
type Outcome<Job, Result> =
  | { readonly job: Job; readonly result: Result }
  | { readonly job: Job; readonly failure: string };

/**
 * Does the jobs in their order, as many at once as there are cores, each core with a process: a problem that is evaluated
 * must not hold up the clock of another run. Says on standard error how many are left, and which failed and why; if any did,
 * this process will exit with 1.
 *
 * @param runner the module that those processes run: it calls `serveJobs`
 * @param done called with each result
 */
export async function doJobs<Job, Result>(
  runner: URL,
  jobs: readonly Job[],
  titleOf: (job: Job) => string,
  done: (result: Result) => void,
): Promise<void> {
  await runJobs<Job, Result>(runner, jobs, (outcome, left) => {
    if ('failure' in outcome) {
      process.exitCode = 1;
      console.error(`\n${titleOf(outcome.job)} failed: ${outcome.failure}`);
    } else {
      done(outcome.result);
      if (process.stderr.isTTY) process.stderr.write(`\r${left} left   `);
    }
  });
  if (process.stderr.isTTY) process.stderr.write('\r');
}

/** @param done called with each outcome, and how many jobs are left */
async function runJobs<Job, Result>(
  runner: URL,
  jobs: readonly Job[],
  done: (outcome: Outcome<Job, Result>, left: number) => void,
): Promise<void> {
  const waiting = [...jobs];
  let left = jobs.length;
  const lane = async () => {
    const child = fork(fileURLToPath(runner), { execArgv: ['--import', 'tsx'] });
    try {
      for (let job = waiting.shift(); job; job = waiting.shift()) {
        const outcome = await outcomeOf<Job, Result>(child, job);
        left -= 1;
        done(outcome, left);
      }
    } finally {
      child.disconnect();
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), jobs.length) }, lane));
}

function outcomeOf<Job, Result>(child: ReturnType<typeof fork>, job: Job): Promise<Outcome<Job, Result>> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`a process that runs jobs ended with ${code}`));
    child.once('exit', ended);
    child.once('message', (outcome) => {
      child.off('exit', ended);
      resolve(outcome as Outcome<Job, Result>);
    });
    child.send(job as object);
  });
}

/** Does the jobs that the parent of this process sends, one after another. */
export function serveJobs<Job, Result>(doJob: (job: Job) => Promise<Result>): void {
  process.on('message', async (job: Job) => process.send?.(await tried(job, doJob)));
}

async function tried<Job, Result>(job: Job, doJob: (job: Job) => Promise<Result>): Promise<Outcome<Job, Result>> {
  try {
    return { job, result: await doJob(job) };
  } catch (error) {
    return { job, failure: messageOf(error) };
  }
}
