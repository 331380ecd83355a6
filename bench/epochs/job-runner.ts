/** Does the jobs that its parent sends, one after another. */
import { serveJobs } from '../shared/jobs.js';
import type { Run } from './compare.js';
import type { Curve } from './curves/curve.js';
import { curves } from './curves/curves.js';
import { drive } from './driver.js';
import type { Job } from './job.js';

serveJobs(async ({ optimiser, command, curve, options }: Job): Promise<Run> => {
  const found = curves.find(({ name }) => name === curve) as Curve;
  return { optimiser, ...(await drive(command, found, options)) };
});
