import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { CloudClient } from '../../../cli/cloud/client.js';
import { connect, regionOf } from '../../../cli/cloud/connect.js';
import { errorCodeOf } from '../../../shared/errors.js';
import { TestApi } from '../../shared/api/test-api.js';
import { ServedApi } from './served-api.js';
import { keys } from './signature.js';

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
    api.faults.push(broken(503), broken(429), 'cut', broken(500), 'cut');
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
      /^CloudRefused: .* answered 404 to GET \/nothing \(There is no \/nothing\)\. Check the URL/,
    );
  });

  it('that something else answers is told from a deployment', async () => {
    const { api, client } = await served();
    api.faults.push(new Response('<html></html>', { status: 404 }), new Response('<html></html>'));
    expect(await refused(client.send(tunings))).toMatch(/^CloudRefused: .* answered 404 to GET \/tunings\. Check/);
    expect(await refused(client.json(tuningsSchema, tunings))).toMatch(
      /^CloudRefused: .* does not answer GET \/tunings/,
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
