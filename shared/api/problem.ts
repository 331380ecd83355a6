import { z } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import { type ErrorCode, errorCodeOf, errorCodes, messageOf } from '../errors.js';

/** Codes of what HTTP itself can refuse, beside those of `shared/errors.ts`. */
const httpCodes = {
  RouteNotFound: 404,
  NoCheckpoint: 404,
  MethodNotAllowed: 405,
  BodyTooLarge: 413,
  UnsupportedMediaType: 415,
  InternalError: 500,
} as const;
type HttpCode = keyof typeof httpCodes;

const statuses: Partial<Record<ErrorCode, number>> = {
  StudyNotFound: 404,
  TrialNotFound: 404,
  NoScore: 404,
  TooFewTrials: 409,
  ScheduleNotFound: 404,
  StudyExists: 409,
  StudyRunning: 409,
  StudyNotRunning: 409,
  ScheduleExists: 409,
  PointKnown: 409,
  MissingMetric: 400,
};
const statusOfDisposition = { input: 400, retry: 503, trial: 500, bug: 500 };

const titles: Record<number, string> = {
  400: 'Bad Request',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** A problem document of RFC 9457. */
export const problemSchema = z
  .object({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.enum([...Object.keys(errorCodes), ...Object.keys(httpCodes)]).meta({ description: 'stable, for programs' }),
  })
  .meta({ id: 'Problem', description: 'What went wrong (RFC 9457)' });
export type Problem = z.infer<typeof problemSchema>;

/** A refusal that only HTTP knows. */
export class HttpProblem extends Error {
  readonly code: HttpCode;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: HttpCode, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.code = code;
    this.name = code;
    this.headers = headers;
  }
}

/** What of anything that was thrown a client may know: nothing of an error that isn't one of Stepladder's. */
export function problemOf(error: unknown): Problem {
  if (error instanceof HttpProblem) return problem(error.code, httpCodes[error.code], error.message);
  if (error instanceof HTTPException) return problemOfFramework(error);
  const code = errorCodeOf(error);
  if (!code) return problem('InternalError', 500, 'Something broke. The log of the API says what.');
  return problem(code, statuses[code] ?? statusOfDisposition[errorCodes[code]], messageOf(error));
}

/** The answer that carries a problem. */
export function respondWith(problem: Problem, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { ...headers, 'content-type': 'application/problem+json' },
  });
}

/** Hono refuses bodies that it cannot read by itself. */
function problemOfFramework({ status, message }: HTTPException): Problem {
  if (status === 415) return problem('UnsupportedMediaType', 415, 'The body must be of the type application/json');
  return problem('InvalidRequest', 400, message);
}

function problem(code: Problem['code'], status: number, detail: string): Problem {
  return { type: 'about:blank', title: titles[status] ?? 'Error', status, detail, code };
}
