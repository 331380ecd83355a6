/**
 * Compares this project's oracles with the optimisers that people use where trials are trained for epochs and may be stopped
 * between them, all driven by ask-tell on the same learning curves, by workers on a simulated clock: `npm run bench:epochs`.
 * Python peers are installed into `.venv/`.
 */
import { optionsOrExit } from '../shared/arguments.js';
import { doJobs } from '../shared/jobs.js';
import { commandOf, describePeers } from '../shared/optimiser.js';
import { appendRun, readRuns } from '../shared/runs-file.js';
import { describeMachine } from '../shared/table.js';
import type { Run } from './compare.js';
import type { Job } from './job.js';
import { type Options, parseOptions, usage } from './options.js';
import { curveTable, rankTable } from './tables.js';

async function jobsOf({ optimisers, curves, seedsOf, workers, trainings }: Options): Promise<Job[]> {
  const jobs: Job[] = [];
  for (const optimiser of optimisers) {
    const command = await commandOf(optimiser);
    const { settings } = optimiser;
    for (let seed = 1; seed <= seedsOf(optimiser); seed++) {
      for (const { name: curve } of curves) {
        const options = { seed, workers, trainings, ...(settings && { settings }) };
        jobs.push({ optimiser: optimiser.name, command, curve, options });
      }
    }
  }
  return jobs;
}

/** Of the file of runs that were made before, those that can be compared with the runs asked for, but were not. */
function earlierRuns({ earlier, optimisers, workers, trainings }: Options): Run[] {
  if (earlier === undefined) return [];
  return readRuns<Run>(earlier).filter(
    (run) =>
      run.workers === workers && run.trainings === trainings && !optimisers.some(({ name }) => name === run.optimiser),
  );
}

async function compareOptimisers(options: Options): Promise<void> {
  const found: Run[] = [];
  const titleOf = ({ optimiser, curve, options: { seed } }: Job) => `${optimiser} on ${curve}, seed ${seed},`;
  await doJobs<Job, Run>(new URL('job-runner.ts', import.meta.url), await jobsOf(options), titleOf, (run) => {
    found.push(run);
    if (options.json !== undefined) appendRun(options.json, run);
  });
  const runs = options.optimisers.flatMap(({ name }) => found.filter(({ optimiser }) => optimiser === name));
  printTables([...runs, ...earlierRuns(options)], options);
}

function printTables(runs: readonly Run[], { optimisers, curves, seedsOf, workers, trainings }: Options): void {
  const seeds = optimisers.map((each) => `${each.name} ${seedsOf(each)}`).join(', ');
  console.log(`Seeds: ${seeds}. Workers: ${workers}, with time for ${trainings} whole trainings.`);
  const names = curves.map(({ name }) => name);
  for (const name of names) console.log(`\n${curveTable(runs, name)}`);
  console.log(`\n${rankTable(runs, names)}`);
}

const options = optionsOrExit(parseOptions, usage);
console.log(describeMachine());
const peers = await describePeers(options.optimisers);
if (peers) console.log(`${peers}; one thread a run`);
await compareOptimisers(options);
