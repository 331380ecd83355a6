import { type Context, Hono } from 'hono';
import { HttpProblem, problemOf, respondWith } from '../../shared/api/problem.js';
import type { Call, CloudClient } from '../../shared/cloud/client.js';

const methods: ReadonlySet<string> = new Set<Call['method']>(['GET', 'POST', 'DELETE']);

/** The HTTP API of a deployment: requests are handed on to it, signed. @param logError takes what broke. */
export function cloudApi(client: CloudClient, logError: (error: unknown) => void): Hono {
  const app = new Hono();
  app.onError((error) => {
    const problem = problemOf(error);
    if (problem.status >= 500) logError(error);
    return respondWith(problem);
  });
  app.all('*', async (c) => {
    const { status, body, location } = await client.send(await callOf(c));
    const type = location === undefined && body.length > 0 ? { 'content-type': 'application/json' } : {};
    return new Response(status === 204 ? null : new Uint8Array(body), {
      status,
      headers: { ...type, ...(location !== undefined && { location }) },
    });
  });
  return app;
}

/** A stop or a deletion twice comes to the same as once; a start may not. */
async function callOf({ req }: Context): Promise<Call> {
  const { method, path } = req;
  if (!methods.has(method)) throw new HttpProblem('MethodNotAllowed', `${path} takes no ${method}`);
  const body = method === 'POST' ? await bodyOf(await req.text()) : undefined;
  return {
    method: method as Call['method'],
    path,
    query: req.query(),
    ...(body && { body }),
    isRepeatable: method !== 'POST' || path.endsWith('/stop'),
  };
}

async function bodyOf(text: string): Promise<object | undefined> {
  if (text === '') return undefined;
  try {
    return Object(JSON.parse(text));
  } catch {
    throw new HttpProblem('UnsupportedMediaType', 'The body must be JSON');
  }
}
