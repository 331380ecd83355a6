import * as z from 'zod';
import { errorCodeOf } from '../errors.js';
import { summarySchema } from '../study/document.js';
import { studyFolder } from '../study/keys.js';
import type { CloudClient } from './client.js';
import type { Life } from './life.js';

const lifeSchema = z.object({
  status: z.enum(['starting', ...summarySchema.shape.status.options]),
  reason: z.string().nullish(),
  /** A run that was asked for and has no record yet, of a study that has some. */
  pending: z.object({ status: z.enum(['starting', 'failed']), reason: z.string().optional() }).optional(),
  /** Of a study that has records. */
  created: z.number().optional(),
});

const startedSchema = z.object({ status: z.string() });
const stoppingSchema = z.object({ status: z.literal('stopping') });
const waitingSchema = z.object({ waiting: z.array(z.unknown()) });
const resumedSchema = z.object({ run: z.number() });

/** @throws StudyNotFound, InvalidName, and as `CloudClient.json` */
export async function lifeOfStudy(client: CloudClient, study: string): Promise<Life> {
  try {
    const call = { method: 'GET', path: pathOf(study), isRepeatable: true } as const;
    const { status, reason, pending, created } = await client.json(lifeSchema, call);
    const asked = created === undefined ? { status, reason } : pending;
    const isAlive = status === 'running' || asked?.status === 'starting';
    return { isAlive, failure: asked?.status === 'failed' ? (asked.reason ?? 'nobody knows why') : undefined };
  } catch (error) {
    if (errorCodeOf(error) === 'StudyNotFound') return { isAlive: false };
    throw error;
  }
}

/**
 * Starts a study. Asking again for the same starts no second one.
 *
 * @param body the study's name, the tuning's, and what overrides its settings.
 * @returns `starting`, or how the study stands that was started before.
 */
export async function startStudy(client: CloudClient, body: { readonly study: string }): Promise<string> {
  studyFolder(body.study);
  return (await client.json(startedSchema, { method: 'POST', path: '/studies', body, isRepeatable: true })).status;
}

/** Goes on with a study. @param body overrides of its budget and slots. @returns the number of the run that starts. */
export async function resumeStudy(client: CloudClient, study: string, body: object): Promise<number> {
  const call = { method: 'POST', path: `${pathOf(study)}/resume`, body, isRepeatable: false } as const;
  return (await client.json(resumedSchema, call)).run;
}

/** @throws StudyNotFound, StudyNotRunning */
export async function stopStudy(client: CloudClient, study: string): Promise<void> {
  await client.json(stoppingSchema, { method: 'POST', path: `${pathOf(study)}/stop`, isRepeatable: true });
}

/**
 * Has a study try points next.
 *
 * @param body the points, and whether they are tried again.
 * @returns how many wait now.
 * @throws StudyNotFound, UnknownHyperparameter, InvalidHyperparameter, InactiveHyperparameter, PointKnown
 */
export async function enqueuePoints(client: CloudClient, study: string, body: object): Promise<number> {
  const call = { method: 'POST', path: `${pathOf(study)}/enqueue`, body, isRepeatable: false } as const;
  return (await client.json(waitingSchema, call)).waiting.length;
}

/** @throws StudyNotFound, StudyRunning */
export async function deleteStudy(client: CloudClient, study: string): Promise<void> {
  await client.delete(pathOf(study));
}

/** @throws InvalidName */
function pathOf(study: string): string {
  return `/${studyFolder(study).slice(0, -1)}`;
}
