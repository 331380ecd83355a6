import * as z from 'zod';
import { type ErrorCode, errorCodes, messageOf, StepladderError } from '../errors.js';
import type { Call } from './client.js';

/** What a server answered. */
export interface Answer {
  readonly status: number;
  readonly body: Buffer;
  /** Where it redirects to. */
  readonly location: string | undefined;
}

/** No answer came. */
export class NetworkFault extends Error {
  constructor(cause: unknown) {
    const { cause: inner } = (cause ?? {}) as { cause?: unknown };
    super(messageOf(inner || cause) || 'no connection', { cause });
  }
}

/** Whether the same request may get another answer soon: from somebody too busy, or not there for the moment. */
export function isPassing(status: number): boolean {
  return [429, 502, 503, 504].includes(status);
}

/** Whether a deployment says that what was asked for does not exist. */
export function isGone(answer: Answer): boolean {
  const { code } = problemOf(answer);
  return code === 'StudyNotFound' || code === 'ScheduleNotFound';
}

const problemSchema = z.object({
  detail: z.string().optional(),
  title: z.string().optional(),
  code: z.string().optional(),
});

/** The error that an answer stands for: the same as the deployment's own where it says which. */
export function refusal(answer: Answer, call: Call, url: string): StepladderError {
  const { code, text } = problemOf(answer);
  if (code !== undefined && Object.hasOwn(errorCodes, code)) return new StepladderError(code as ErrorCode, text);
  if (answer.status >= 500) return unavailable(answer, call, url);
  return new StepladderError('CloudRefused', `${saidBy(answer, call, url)}. ${adviceFor(answer.status)}`);
}

/** The error after the last try. */
export function unavailable(outcome: Answer | NetworkFault, call: Call, url: string): StepladderError {
  const next = call.isRepeatable
    ? 'Try again later.'
    : 'Whether it took effect is unknown: look with `stepladder list` before you try again.';
  if (outcome instanceof NetworkFault) {
    const message = `${url} cannot be reached: ${outcome.message}. Check the URL and the network. ${next}`;
    return new StepladderError('CloudUnavailable', message, { cause: outcome });
  }
  return new StepladderError('CloudUnavailable', `${saidBy(outcome, call, url)}. ${next}`);
}

/** An answer that no deployment gives. */
export function strangeAnswer({ method, path }: Call, url: string, cause?: unknown): StepladderError {
  return new StepladderError(
    'CloudRefused',
    `${url} does not answer ${method} ${path} as a deployment of Stepladder would. Check the URL, and that both are of one version.`,
    { cause },
  );
}

/** Requests that cannot be signed: AWS's tools find no credentials, or expired ones. */
export function signingFault(error: unknown): StepladderError {
  return new StepladderError(
    'CloudRefused',
    `No AWS credentials to sign requests with: ${messageOf(error)}. Set AWS_PROFILE or log in, until \`aws sts get-caller-identity\` answers.`,
    { cause: error },
  );
}

function saidBy(answer: Answer, { method, path }: Call, url: string): string {
  const { code, text } = problemOf(answer);
  const said = [code, text].filter(Boolean).join(': ');
  return `${url} answered ${answer.status} to ${method} ${path}${said && ` (${said})`}`;
}

function adviceFor(status: number): string {
  if (status === 401 || status === 403) {
    return 'The credentials are not allowed: `aws sts get-caller-identity` tells whose they are, and that identity needs `execute-api:Invoke` on this API.';
  }
  return "Check the URL: it must be that of a deployment's API.";
}

/** What an answer says in words. API Gateway itself says `{"message": …}`. */
function problemOf({ body }: Answer): { code?: string | undefined; text: string } {
  const parsed = problemSchema.extend({ message: z.string().optional() }).safeParse(jsonOf(body));
  if (!parsed.success) return { text: '' };
  const { code, detail, title, message } = parsed.data;
  return { code, text: detail ?? message ?? title ?? '' };
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
