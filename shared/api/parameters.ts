import { z } from '@hono/zod-openapi';
import { studyNameSchema } from '../study/records.js';
import { scheduleNameSchema } from '../study/schedule.js';
import { problemSchema } from './problem.js';

/** A whole number in a URL. */
export function wholeNumber(minimum: number, maximum: number) {
  return z
    .string()
    .regex(/^\d{1,9}$/, { error: `it must be a whole number from ${minimum} to ${maximum}` })
    .transform(Number)
    .pipe(z.number().min(minimum).max(maximum))
    .openapi({ type: 'integer', minimum, maximum });
}

/** How many entries a page has at the most. */
export function pageSize(maximum: number, normal: number) {
  return wholeNumber(1, maximum).default(normal).openapi({ type: 'integer', minimum: 1, maximum, default: normal });
}

const named = <S extends z.ZodType>(schema: S, name: string) => schema.meta({ param: { name, in: 'path' } });

export const studyParameter = z.object({ study: named(studyNameSchema, 'study') });
export const scheduleParameter = z.object({ schedule: named(scheduleNameSchema, 'schedule') });
export const trialParameter = studyParameter.extend({ trial: wholeNumber(0, 999_999_999) });

/** An answer of JSON, as OpenAPI describes it. */
export function json<S extends z.ZodType>(schema: S, description: string) {
  return { description, content: { 'application/json': { schema } } };
}

/** A body of JSON, as OpenAPI describes it. */
export function body<S extends z.ZodType>(schema: S, { required } = { required: true }) {
  return { required, content: { 'application/json': { schema } } };
}

/** An answer that carries a problem, as OpenAPI describes it. */
export function problem(description: string) {
  return { description, content: { 'application/problem+json': { schema: problemSchema } } };
}

/** Problems that every route may have. */
export const commonProblems = {
  400: problem('The request cannot be understood, or asks for what there is not: InvalidRequest, InvalidName, …'),
  500: problem('Something broke: InternalError, CorruptRecord'),
  503: problem('The store, or what runs studies, cannot be reached; the same request may succeed later'),
} as const;

export const studyNotFound = problem('StudyNotFound');
