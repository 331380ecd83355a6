import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { CloudClient } from '../../../shared/cloud/client.js';
import { connect, regionOf } from '../../../shared/cloud/connect.js';
import { errorCodeOf } from '../../../shared/errors.js';
import { ServedApi } from '../../cli/cloud/served-api.js';
import { keys } from '../../cli/cloud/signature.js';
import { TestApi } from '../../shared/api/test-api.js';

const tunings = { method: 'GET', path: '/tunings', isRepeatable: true } as const;
const tuningsSchema = z.object({ tunings: z.array(z.object({ name: z.string() })) });

/** A client of the test's API, with the waits between its tries, which take no time. */
async function served(credentials = { accessKeyId: keys.id, secretAccessKey: keys.secret }) {
  const api = await ServedApi.start(new TestApi().app);
  const waits: number[] = [];
  const pause = async (wait: number) => void waits.push(wait);
  const client = new CloudClient({ url: new URL(`${api.url}/`), region: keys.region, credentials, pause });
  return { api, client, waits };
}

async function refused(answer: Promise<unknown>): Promise<string> {
  const error = await answer.then(
    () => new Error('it was answered'),
    (thrown: Error) => thrown,
  );
  return `${errorCodeOf(error)}: ${error.message}`;
}

const broken = (status: number) => Response.json({ message: 'Service broken' }, { status });

describe('a request to a deployment', () => {
  it('is signed for the path and the query as they are sent, and for its body', async () => {
    const { api, client } = await served();
    expect(await client.json(tuningsSchema, tunings)).toEqual({ tunings: [{ name: 'sum' }] });
    const query = { limit: '5', after: 'a.b_c' };
    expect(await client.json(z.unknown(), { ...tunings, path: '/studies', query })).toEqual({ studies: [] });
    const body = { study: 's', tuning: 'sum', budget: { trials: 1 } };
    await client.send({ method: 'POST', path: '/studies', body, isRepeatable: true });
    expect(api.requests).toEqual(['GET /tunings', 'GET /studies?limit=5&after=a.b_c', 'POST /studies']);
  });

  it('by somebody who may not is refused with what to look at', async () => {
    const { api, client } = await served({ accessKeyId: keys.id, secretAccessKey: 'wrong' });
    expect(await refused(client.send(tunings))).toMatch(
      /^CloudRefused: .* answered 403 to GET \/tunings \(Forbidden\)\. .*`aws sts get-caller-identity`.*execute-api:Invoke/,
    );
    expect(api.requests).toHaveLength(1);
  });

  it('that fails for the moment is tried again, after longer and longer waits', async () => {
    const { api, client, waits } = await served();
    api.faults.push(broken(503), broken(429), 'cut', broken(504), 'cut');
    expect(await client.json(tuningsSchema, tunings)).toEqual({ tunings: [{ name: 'sum' }] });
    expect(api.requests).toHaveLength(6);
    for (const [index, wait] of waits.entries()) {
      expect(wait).toBeGreaterThanOrEqual(125 * 2 ** index);
      expect(wait).toBeLessThanOrEqual(250 * 2 ** index);
    }
  });

  it('is given up in the end, and says what was answered', async () => {
    const { api, client } = await served();
    api.faults.push(...Array.from({ length: 5 }, () => broken(503)), broken(502));
    const message = await refused(client.send(tunings));
    expect(message).toMatch(
      /^CloudUnavailable: .* answered 502 to GET \/tunings \(Service broken\)\. Try again later\.$/,
    );
    expect(api.requests).toHaveLength(6);
  });

  it.each([
    [
      'InternalError',
      /^CloudUnavailable: .* answered 500 to GET \/tunings \(InternalError: in its words\)\. Try again/,
    ],
    ['CorruptRecord', /^CorruptRecord: in its words$/],
    [undefined, /^CloudUnavailable: .* answered 500 to GET \/tunings \(in its words\)\. Try again later\.$/],
  ])('that breaks something is not tried again, and says what: %s', async (code, message) => {
    const { api, client } = await served();
    api.faults.push(Response.json({ code, detail: 'in its words' }, { status: 500 }));
    expect(await refused(client.send(tunings))).toMatch(message);
    expect(api.requests).toHaveLength(1);
  });

  it('that must not be sent twice is sent once', async () => {
    const { api, client } = await served();
    api.faults.push('cut');
    const call = { method: 'POST', path: '/studies/s/resume', isRepeatable: false } as const;
    expect(await refused(client.send(call))).toMatch(
      /^CloudUnavailable: .* cannot be reached: .* Whether it took effect/,
    );
    expect(api.requests).toEqual(['POST /studies/s/resume']);
  });

  it('that is refused throws the error of the deployment', async () => {
    const { client } = await served();
    const show = { ...tunings, path: '/studies/nobody' };
    expect(await refused(client.send(show))).toMatch(/^StudyNotFound: There is no study 'nobody'/);
    expect(await refused(client.send({ ...tunings, path: '/nothing' }))).toMatch(
      /^CloudRefused: .* answered 404 to GET \/nothing \(RouteNotFound: There is no \/nothing\)\. Check the URL/,
    );
  });

  it('that something else answers is told from a deployment', async () => {
    const { api, client } = await served();
    api.faults.push(new Response('<html></html>', { status: 404 }), new Response('<html></html>'));
    expect(await refused(client.send(tunings))).toMatch(/^CloudRefused: .* answered 404 to GET \/tunings\. Check/);
    expect(await refused(client.json(tuningsSchema, tunings))).toMatch(
      /^CloudRefused: .* does not answer GET \/tunings/,
    );
    api.faults.push(Response.json([{ id: 1 }]));
    expect(await refused(client.json(tuningsSchema, tunings))).toMatch(
      /as a deployment of Stepladder would\. Check the URL/,
    );
  });

  it('follows to where an object is without its signature, and tries that again too', async () => {
    const { api, client } = await served();
    const location = api.presign('model', Buffer.from('bytes'));
    api.faults.push(new Response(null, { status: 307, headers: { location } }), broken(503));
    expect(Buffer.from(await client.bytes(tunings)).toString()).toBe('bytes');
    expect(api.requests.map((request) => request.split('?')[0])).toEqual([
      'GET /tunings',
      'GET /objects/model',
      'GET /objects/model',
    ]);
  });

  it('ends when the client is closed, while it waits too', async () => {
    const { api } = await served();
    const client = new CloudClient({
      url: new URL(api.url),
      region: keys.region,
      credentials: { accessKeyId: keys.id, secretAccessKey: keys.secret },
    });
    api.faults.push(...Array.from({ length: 6 }, () => broken(503)));
    const answer = refused(client.send(tunings));
    await expect.poll(() => api.requests.length).toBe(1);
    client.close();
    expect(await answer).toMatch(/aborted/);
    expect(await refused(client.send(tunings))).toMatch(/aborted/);
  });

  it('without credentials says where to get some', async () => {
    const api = await ServedApi.start(new TestApi().app);
    const credentials = () => Promise.reject(new Error('Could not load credentials from any providers'));
    const client = new CloudClient({ url: new URL(api.url), region: keys.region, credentials });
    expect(await refused(client.send(tunings))).toMatch(
      /^CloudRefused: No AWS credentials.* Could not load.*AWS_PROFILE/,
    );
    expect(api.requests).toEqual([]);
  });
});

describe('a deletion', () => {
  const gone = /^StudyNotFound: There is no study 'nobody'/;

  it.each([
    ['was cut off', () => 'cut' as const],
    ['ended in a gateway that gave up', () => broken(504)],
    ['broke off in the middle', () => broken(503)],
  ])('whose first try %s has deleted what is gone now', async (_, fault) => {
    const { api, client } = await served();
    api.faults.push(fault(), fault());
    await client.delete('/studies/nobody');
    api.faults.push(fault());
    await client.delete('/schedules/nobody');
    expect(api.requests).toHaveLength(5);
  });

  it('of what was never there is refused', async () => {
    const { api, client } = await served();
    expect(await refused(client.delete('/studies/nobody'))).toMatch(gone);
    api.faults.push(broken(429));
    expect(await refused(client.delete('/studies/nobody'))).toMatch(gone);
    api.faults.push('cut');
    expect(await refused(client.delete('/nothing'))).toMatch(/^CloudRefused: .* answered 404/);
  });

  it('is not believed to something else that answers', async () => {
    const { api, client } = await served();
    api.faults.push(new Response('<html></html>'));
    expect(await refused(client.delete('/studies/nobody'))).toMatch(/^CloudRefused: .* does not answer DELETE/);
  });
});

describe('pages', () => {
  const pageSchema = z.object({ next: z.string().optional() });
  const collect = async (client: CloudClient, query?: Record<string, string>) => {
    const pages: unknown[] = [];
    for await (const page of client.pages(pageSchema, { ...tunings, query: query ?? {} })) pages.push(page);
    return pages;
  };

  it('are read one after another, up to the one that none follows', async () => {
    const { api, client } = await served();
    api.faults.push(Response.json({ next: 'b' }), Response.json({ next: 'c' }), Response.json({}));
    expect(await collect(client, { after: 'a' })).toHaveLength(3);
    expect(api.requests).toEqual(['GET /tunings?after=a', 'GET /tunings?after=b', 'GET /tunings?after=c']);
  });

  it('that follow themselves, or in a ring, are no end of requests', async () => {
    const { api, client } = await served();
    for (const next of ['a', 'b', 'a']) api.faults.push(Response.json({ next }));
    expect(await refused(collect(client))).toMatch(/^CloudRefused: .* does not answer GET \/tunings/);
    api.faults.push(Response.json({ next: 'a' }));
    expect(await refused(collect(client, { after: 'a' }))).toMatch(/^CloudRefused/);
    expect(api.requests).toHaveLength(4);
  });
});

describe('the URL of a deployment', () => {
  it('may have a path, a trailing slash, or neither', () => {
    process.env.AWS_REGION ??= keys.region;
    expect(connect('https://api.example').url).toBe('https://api.example');
    expect(connect('https://api.example/').url).toBe('https://api.example');
    expect(connect('https://api.example/a/b/').url).toBe('https://api.example/a/b');
  });

  it.each(['https://api.example/?a=1', 'https://api.example/#a', 'https://me:secret@api.example'])(
    'is not %s, which would be sent to another place',
    (text) => {
      expect(() => connect(text)).toThrow('without user, query and fragment: https://api.example');
    },
  );

  it('without a path is served as one with a path is', async () => {
    const app = new TestApi().app;
    const server = createServer((request, response) => {
      void (async () => {
        const answer = await app.fetch(new Request(`http://api${request.url}`));
        response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
      })();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    afterAll(() => server.close());
    const credentials = { accessKeyId: keys.id, secretAccessKey: keys.secret };
    for (const end of ['', '/']) {
      const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}${end}`);
      const client = new CloudClient({ url, region: keys.region, credentials });
      expect(await client.json(tuningsSchema, tunings)).toEqual({ tunings: [{ name: 'sum' }] });
    }
  });
});

describe('the region of a deployment', () => {
  const deployed = new URL('https://abc123.execute-api.eu-west-3.amazonaws.com');
  const emulated = new URL('http://127.0.0.1:4566/_aws/execute-api/abc123/$default');

  it('is named by its URL, otherwise by the environment', () => {
    expect(regionOf(deployed, { AWS_REGION: 'us-east-1' })).toBe('eu-west-3');
    expect(regionOf(emulated, { AWS_REGION: 'us-east-2', AWS_DEFAULT_REGION: 'us-east-1' })).toBe('us-east-2');
    expect(regionOf(emulated, { AWS_DEFAULT_REGION: 'us-east-1' })).toBe('us-east-1');
  });

  it('is asked for where nothing names it', () => {
    expect(() => regionOf(emulated, {})).toThrow(
      /region is unknown: 127\.0\.0\.1:4566 does not name it, so set AWS_REGION/,
    );
  });

  it.each(['', 'studies', 'file:///tmp', 'ftp://host'])('is not looked for in %j, which is no deployment', (text) => {
    expect(() => connect(text)).toThrow('--cloud needs the URL of a deployment');
  });
});
