/** Does the jobs that its parent sends, one after another. */
import { randomFor } from '../../shared/math/random.js';
import { randomPoint } from '../../shared/space/points.js';
import { serveJobs } from '../shared/jobs.js';
import { drive } from './driver.js';
import type { Job, Result } from './jobs.js';
import type { Problem } from './problems/problem.js';
import { problems } from './problems/problems.js';

/** Random points whose scores say what random search would reach. */
const drawn = 1000;

async function doJob(job: Job): Promise<Result> {
  const problem = problems.find(({ name }) => name === job.problem) as Problem;
  if (job.kind === 'draws') return { kind: 'draws', problem: problem.name, draws: drawScores(problem) };
  return { kind: 'run', run: { optimiser: job.optimiser, ...(await drive(job.command, problem, job.options)) } };
}

/** Ascending. */
function drawScores({ name, parameters, evaluate }: Problem): number[] {
  const random = randomFor('bench', 'draws', name);
  const space = { parameters: [...parameters] };
  return Array.from({ length: drawn }, () => evaluate(randomPoint(space, random))).sort((a, b) => a - b);
}

serveJobs(doJob);
