import * as z from 'zod';
import { dollarsOfLeg } from './cost.js';
import { trialDocumentSchema } from './document.js';
import { resultSchema } from './records.js';
import type { Study } from './study.js';
import { foldTrial, type Leg } from './trial.js';

const count = z.number().int().min(0);
const time = z.number().describe('milliseconds since 1970');
const { score, metrics } = trialDocumentSchema.shape;

/** A leg as a JSON document: who trained what when, what it cost, and what its trial had come to. */
export const legDocumentSchema = z
  .object({
    leg: count,
    trial: count,
    run: count.describe('the run that handed it out'),
    slot: count,
    worker: z.boolean().describe('whether a worker from outside trains it: its slot is a lane of its own'),
    status: z.enum(['running', ...resultSchema.shape.status.options]),
    fromEpoch: count,
    toEpoch: count,
    begun: time,
    ended: time.optional().describe('milliseconds since 1970; absent while it runs'),
    seconds: z.number().describe('seconds of training; 0 while it runs'),
    dollars: z.number().optional().describe('in the cloud, what it cost; absent while it runs'),
    score: score.describe('the score of its trial as it was when the leg had ended'),
    metrics: metrics.describe('the metrics of its trial at the best epoch until then'),
  })
  .meta({ id: 'LegOfStudy', description: 'A leg: who trained what when, and what had come of its trial by then' });
/** A leg as a JSON document: who trained what when, what it cost, and what its trial had come to. */
export interface LegDocument extends z.infer<typeof legDocumentSchema> {}

/** @param leg one of the study's. */
export function legDocument(study: Study, leg: Leg): LegDocument {
  const { assigned, result } = leg;
  const { definition } = study;
  const legs = study.trial(assigned.trial)?.legs ?? [];
  const until = legs.slice(0, legs.findIndex((each) => each.assigned.leg === assigned.leg) + 1);
  const { score = null, best } = foldTrial(until, definition.objective, definition.retries);
  return {
    leg: assigned.leg,
    trial: assigned.trial,
    run: assigned.run,
    slot: assigned.slot,
    worker: assigned.expires !== undefined,
    status: result?.status ?? 'running',
    fromEpoch: assigned.fromEpoch,
    toEpoch: assigned.toEpoch,
    begun: assigned.at,
    ...(result && { ended: result.at }),
    seconds: result?.seconds ?? 0,
    ...(definition.compute && result && { dollars: dollarsOfLeg(leg, definition.compute) }),
    score,
    metrics: best?.metrics ?? {},
  };
}
