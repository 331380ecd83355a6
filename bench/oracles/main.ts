/**
 * Compares this project's oracles with the optimisers that people use, all driven by ask-tell through the same problems:
 * `npm run bench:oracles`. Python peers are installed into `.venv/`.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { messageOf } from '../../shared/errors.js';
import { doJobs, type Job, type Outcome } from './jobs.js';
import { commandOf, type Optimiser, versionsOf } from './optimisers.js';
import { type Options, parseOptions, usage } from './options.js';
import { compare, type Reference, type Run } from './regret.js';
import { describeMachine, regretTable } from './table.js';
import { canBeTimed, timesTable } from './times.js';

function optionsOrExit(): Options {
  try {
    return parseOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`${messageOf(error)}\n${usage}`);
    process.exit(2);
  }
}

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

async function describePeers(optimisers: readonly Optimiser[]): Promise<string> {
  const versions = new Set<string>();
  for (const { peer } of optimisers) if (peer) versions.add(await versionsOf(peer));
  return [...versions].join('; ');
}

function report(outcome: Outcome, left: number, json: string | undefined): void {
  if (outcome.kind === 'run' && json !== undefined) appendFileSync(json, `${JSON.stringify(outcome.run)}\n`);
  if (outcome.kind === 'failed')
    console.error(`\n${outcome.job.kind} on ${outcome.job.problem} failed: ${outcome.message}`);
  else if (process.stderr.isTTY) process.stderr.write(`\r${left} left   `);
}

async function compareOptimisers(options: Options): Promise<void> {
  const outcomes: Outcome[] = [];
  await doJobs(await jobsOf(options), (outcome, left) => {
    outcomes.push(outcome);
    report(outcome, left, options.json);
  });
  if (process.stderr.isTTY) process.stderr.write('\r');
  const found = outcomes.flatMap((outcome) => (outcome.kind === 'run' ? [outcome.run] : []));
  const runs = options.optimisers.flatMap(({ name }) => found.filter(({ optimiser }) => optimiser === name));
  runs.push(...earlierRuns(options));
  printTables(runs, outcomes, options);
  if (outcomes.some(({ kind }) => kind === 'failed')) process.exitCode = 1;
}

/** Of the file of runs that were made before, those that can be compared with the runs asked for, but were not. */
function earlierRuns({ earlier, optimisers, problems, trials, workers }: Options): Run[] {
  if (earlier === undefined) return [];
  const runs: Run[] = readFileSync(earlier, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return runs.filter(
    (run) =>
      run.workers === workers &&
      run.scores.length >= trials &&
      problems.some(({ name }) => name === run.problem) &&
      !optimisers.some(({ name }) => name === run.optimiser),
  );
}

function printTables(
  runs: readonly Run[],
  outcomes: readonly Outcome[],
  { problems, trials, workers, optimisers, seedsOf }: Options,
): void {
  const references = new Map<string, Reference>();
  for (const { name, optimum } of problems) {
    const drawn = outcomes.find((outcome) => outcome.kind === 'draws' && outcome.problem === name);
    if (drawn?.kind === 'draws') references.set(name, { draws: drawn.draws, optimum: optimum?.score });
  }
  console.log(
    `Seeds: ${optimisers.map((each) => `${each.name} ${seedsOf(each)}`).join(', ')}. Pending trials: ${workers}.`,
  );
  for (const at of [Math.ceil(trials / 2), trials])
    console.log(`\n${regretTable(compare(runs, references, at), runs)}`);
}

const options = optionsOrExit();
const measured = options.times ? options.optimisers.filter(canBeTimed) : options.optimisers;
console.log(describeMachine());
const peers = await describePeers(measured);
if (peers) console.log(`${peers}; one thread a run`);
if (options.times) console.log(`\n${await timesTable(measured)}`);
else await compareOptimisers(options);
