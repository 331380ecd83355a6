import { isDeepStrictEqual } from 'node:util';
import { z } from '@hono/zod-openapi';
import { oracleNamed } from '../oracles/oracles.js';
import { type Definition, settingsOfSpace, settingsSchema, studyNameSchema } from '../study/records.js';
import { type Context, checkSlots, tuningNamed } from './context.js';
import type { RunRequest } from './ports.js';

const { budget, slots } = settingsSchema.shape;

/** What who starts a study, or schedules one, chooses: the tuning, and what overrides its own settings. */
export const chosenSchema = z.strictObject({
  tuning: z.string().min(1).describe('What is tuned: one of those that `GET /tunings` lists.'),
  ...settingsSchema.omit({ timeout: true, memory: true, ...settingsOfSpace }).partial().shape,
});
type Chosen = z.infer<typeof chosenSchema>;

export const startSchema = chosenSchema
  .extend({
    study: studyNameSchema.describe('Name of the study: 1 to 64 letters, digits, dots, underscores and hyphens.'),
  })
  .meta({ id: 'StartStudy', description: 'A study to start. What is absent, the tuning settles.' });
export type StartRequest = z.infer<typeof startSchema>;

export const resumeSchema = z
  .strictObject({ budget: budget.optional(), slots: slots.optional() })
  .meta({ id: 'ResumeStudy', description: 'Overrides single limits of the last run’s budget, and its slots' });

/**
 * What the state machine is to be asked.
 *
 * @throws UnknownTuning, UnknownOracle, InvalidRequest
 */
export function templateOf(context: Context, chosen: Chosen) {
  const { tuning, budget, slots, ...settings } = chosen;
  const { trialFunction } = tuningNamed(context, tuning);
  if (settings.oracle !== undefined) oracleNamed(settings.oracle);
  checkSlots(context, slots);
  return {
    start: { trialFunction, ...settings },
    ...(budget && { budget }),
    ...(slots !== undefined && { slots }),
  };
}

/** Whether a study is what the request asks for, in all that the request settles. */
export function isAskedFor(definition: Definition, { start, budget = {}, slots }: Omit<RunRequest, 'study'>): boolean {
  const settled = { ...start, ...(slots !== undefined && { slots }) };
  return includes(definition, settled) && includes(definition.budget, budget);
}

function includes(whole: Readonly<Record<string, unknown>>, part: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(part).every(([name, value]) => value === undefined || isDeepStrictEqual(whole[name], value));
}
