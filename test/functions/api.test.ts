import type { LambdaEvent } from 'hono/aws-lambda';
import { describe, expect, it } from 'vitest';
import { apiHandler } from '../../functions/api.js';
import { TestApi } from '../shared/api/test-api.js';

/** What API Gateway sends for a request (payload format 2.0). */
function event(method: string, rawPath: string, query = '', body?: string) {
  const http = { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' };
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString: query,
    headers: { host: 'api.example', ...(body !== undefined && { 'content-type': 'application/json' }) },
    requestContext: { accountId: '1', apiId: 'api', domainName: 'api.example', http, stage: '$default' },
    ...(body !== undefined && { body: Buffer.from(body).toString('base64') }),
    isBase64Encoded: body !== undefined,
  } as unknown as LambdaEvent;
}

describe('the API function', () => {
  it('answers events of API Gateway, with bytes in base64', async () => {
    const api = new TestApi();
    await api.run('s');
    await api.addCheckpoint('s', 3, 'checkpoints/s/x');
    const bytes = Uint8Array.of(0, 255, 128);
    const handler = apiHandler({
      store: api.store,
      remove: fail,
      runner: api.runner,
      schedules: { create: fail, list: fail, setState: fail, remove: fail },
      checkpoints: { locate: async () => ({ bytes }) },
      tunings: {},
      mostSlots: 8,
      clock: Date.now,
      logError: () => undefined,
    });

    const listed = await handler(event('GET', '/studies/s/trials', 'limit=1&after=0'));
    const asked = await handler(event('POST', '/studies/s/ask', '', JSON.stringify({ slot: 1, turn: 0 })));
    const refused = await handler(event('POST', '/studies', '', '{'));
    const checkpoint = await handler(event('GET', '/studies/s/trials/3/checkpoint'));

    expect(JSON.parse(listed.body)).toMatchObject({ trials: [{ number: 1 }], next: 1 });
    expect(JSON.parse(asked.body)).toMatchObject({ next: 'done' });
    expect(refused).toMatchObject({ statusCode: 400, headers: { 'content-type': 'application/problem+json' } });
    expect([JSON.parse(refused.body).code, refused.isBase64Encoded]).toEqual(['InvalidRequest', false]);
    expect(checkpoint).toMatchObject({ statusCode: 200, isBase64Encoded: true, body: 'AP+A' });
  });
});

async function fail(): Promise<never> {
  throw new Error('nobody asks for schedules here');
}
