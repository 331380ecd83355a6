import * as z from 'zod';
import type { Crash } from '../shared/study/tell.js';

/** What a state machine's `Catch` puts into the state. */
export const faultSchema = z.object({ Error: z.string(), Cause: z.string().default('') });

/** AWS puts a function's error into `Cause` as JSON: `{"errorType", "errorMessage", "trace"}`. */
const causeSchema = z.object({ errorType: z.string().optional(), errorMessage: z.string() });

/** The error's own name and message, out of what the state machine wrapped around them. */
export function crashOf({ Error: code, Cause: message }: z.infer<typeof faultSchema>): Crash {
  const cause = causeSchema.safeParse(parsed(message));
  return cause.success ? { code: cause.data.errorType ?? code, message: cause.data.errorMessage } : { code, message };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
