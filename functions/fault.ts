import * as z from 'zod';
import { recordedResultSchema } from '../shared/study/records.js';
import type { Crash } from '../shared/study/tell.js';

/** What a state machine's `Catch` puts into the state. */
export const faultSchema = z.object({ Error: z.string(), Cause: z.string().default('') });

/** AWS puts a function's error into `Cause` as JSON: `{"errorType", "errorMessage", "trace"}`. On a laptop it has a log, too. */
const causeSchema = z.object({
  errorType: z.string().optional(),
  errorMessage: z.string(),
  log: recordedResultSchema.shape.log,
});

/** The error's own name and message, out of what the state machine wrapped around them. */
export function crashOf({ Error: code, Cause: message }: z.infer<typeof faultSchema>): Crash {
  const cause = causeSchema.safeParse(parsed(message));
  if (!cause.success) return { code, message };
  const { errorType = code, errorMessage, log } = cause.data;
  return { code: errorType, message: errorMessage, ...(log !== undefined && { log }) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
