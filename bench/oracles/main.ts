/**
 * Compares this project's oracles with the optimisers that people use, all driven by ask-tell through the same problems:
 * `npm run bench:oracles`. Python peers are installed into `.venv/`.
 */
import { optionsOrExit } from '../shared/arguments.js';
import { doJobs } from '../shared/jobs.js';
import { commandOf, describePeers } from '../shared/optimiser.js';
import { appendRun, readRuns } from '../shared/runs-file.js';
import { describeMachine } from '../shared/table.js';
import type { Job, Result } from './jobs.js';
import { type Options, parseOptions, usage } from './options.js';
import { compare, type Reference, type Run } from './regret.js';
import { regretTable } from './table.js';
import { canBeTimed, timesTable } from './times.js';

/** Runs by optimiser, the slow peers first, so that no core is left with one at the end. */
async function jobsOf({ optimisers, problems, seedsOf, trials, workers }: Options): Promise<Job[]> {
  const jobs: Job[] = problems.map(({ name }) => ({ kind: 'draws', problem: name }));
  for (const optimiser of [...optimisers].reverse()) {
    const command = await commandOf(optimiser);
    const seeds = Array.from({ length: seedsOf(optimiser) }, (_, index) => index + 1);
    for (const seed of seeds) {
      for (const { name: problem } of problems) {
        jobs.push({ kind: 'run', optimiser: optimiser.name, command, problem, options: { seed, trials, workers } });
      }
    }
  }
  return jobs;
}

async function compareOptimisers(options: Options): Promise<void> {
  const results: Result[] = [];
  const runner = new URL('job-runner.ts', import.meta.url);
  const titleOf = ({ kind, problem }: Job) => `${kind} on ${problem}`;
  await doJobs<Job, Result>(runner, await jobsOf(options), titleOf, (result) => {
    results.push(result);
    if (result.kind === 'run' && options.json !== undefined) appendRun(options.json, result.run);
  });
  const found = results.flatMap((result) => (result.kind === 'run' ? [result.run] : []));
  const runs = options.optimisers.flatMap(({ name }) => found.filter(({ optimiser }) => optimiser === name));
  runs.push(...earlierRuns(options));
  printTables(runs, results, options);
}

/** Of the file of runs that were made before, those that can be compared with the runs asked for, but were not. */
function earlierRuns({ earlier, optimisers, problems, trials, workers }: Options): Run[] {
  if (earlier === undefined) return [];
  return readRuns<Run>(earlier).filter(
    (run) =>
      run.workers === workers &&
      run.scores.length >= trials &&
      problems.some(({ name }) => name === run.problem) &&
      !optimisers.some(({ name }) => name === run.optimiser),
  );
}

function printTables(
  runs: readonly Run[],
  results: readonly Result[],
  { problems, trials, workers, optimisers, seedsOf }: Options,
): void {
  const references = new Map<string, Reference>();
  for (const { name, optimum } of problems) {
    const drawn = results.find((result) => result.kind === 'draws' && result.problem === name);
    if (drawn?.kind === 'draws') references.set(name, { draws: drawn.draws, optimum: optimum?.score });
  }
  console.log(
    `Seeds: ${optimisers.map((each) => `${each.name} ${seedsOf(each)}`).join(', ')}. Pending trials: ${workers}.`,
  );
  for (const at of [Math.ceil(trials / 2), trials])
    console.log(`\n${regretTable(compare(runs, references, at), runs)}`);
}

const options = optionsOrExit(parseOptions, usage);
const measured = options.times ? options.optimisers.filter(canBeTimed) : options.optimisers;
console.log(describeMachine());
const peers = await describePeers(measured);
if (peers) console.log(`${peers}; one thread a run`);
if (options.times) console.log(`\n${await timesTable(measured)}`);
else await compareOptimisers(options);
