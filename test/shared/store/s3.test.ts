import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { S3Store, s3Client } from '../../../shared/store/s3.js';
import { bytes, text } from './bytes.js';
import { badKeys } from './keys.js';
import { type Answer, cut, error, lost, ok, S3Server, silence, stranger } from './s3-server.js';

const server = new S3Server();
let endpoint: string;
let store: S3Store;
beforeAll(async () => {
  endpoint = await server.start();
});
afterAll(() => server.stop());
beforeEach(() => {
  // All delays are a random part of a limit, the SDK's too: so nobody waits here.
  vi.spyOn(Math, 'random').mockReturnValue(0);
  server.requests.length = 0;
  play();
  return () => vi.restoreAllMocks();
});

/** What S3 answers from now on, to a client of its own: after many failures without successes one tries nothing again. */
function play(...script: Answer[]): void {
  server.script = script;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const patience = script.includes(silence) ? { requestHandler: { socketTimeout: 250 } } : {};
  store = new S3Store(s3Client({ endpoint, region: 'us-east-1', credentials, ...patience }), 'bucket');
}

const times = (count: number, answer: Answer) => Array.from({ length: count }, () => answer);
const create = 'PUT /bucket/a/key *';
const read = 'GET /bucket/a/key';
const conflict = error(409, 'ConditionalRequestConflict');
const taken = error(412, 'PreconditionFailed');
const slowDown = error(503, 'SlowDown');
const failure = error(500, 'InternalError');

describe('a write by condition', () => {
  const written = () => store.create('a/key', bytes('mine'));

  it.each<[string, Answer[], boolean, string[]]>([
    ['succeeds', [ok()], true, [create]],
    ['finds the key taken, and reads nothing for it', [taken], false, [create]],
    ['goes again after a conflict', [conflict, conflict, ok()], true, [create, create, create]],
    ['finds the key taken after a conflict: nothing was written before', [conflict, taken], false, [create, create]],
    ['goes again when S3 is busy', [slowDown, slowDown, ok()], true, [create, create, create]],
    ['goes again when S3 fails', [failure, ok()], true, [create, create]],
    ['goes again after a lost connection', [lost, ok()], true, [create, create]],
    ['goes again when no answer comes', [silence, ok()], true, [create, create]],
  ])('%s', async (_, script, outcome, requests) => {
    play(...script);

    expect(await written()).toBe(outcome);
    expect(server.requests).toEqual(requests);
  });

  it.each<[string, Answer[]]>([
    ['lost', [lost, taken]],
    ['late', [silence, taken]],
    ['an error all the same', [failure, taken]],
    ['lost, and a conflict followed', [lost, conflict, taken]],
  ])('knows its own object where the answer to its first attempt was %s', async (_, script) => {
    const outcomes: boolean[] = [];
    for (const found of [ok('mine'), ok("another's"), error(404, 'NoSuchKey')]) {
      play(...script, found);
      outcomes.push(await written());
    }

    expect(outcomes).toEqual([true, false, false]);
    expect(server.requests.filter((request) => request === read)).toHaveLength(3);
  });

  it('gives up when the answer got lost and it may not read what is there', async () => {
    play(lost, taken, error(403, 'AccessDenied'));

    await expect(written()).rejects.toMatchObject({
      code: 'StoreUnavailable',
      message: expect.stringMatching(/^cannot read a\/key /),
    });
  });
});

describe('giving up', () => {
  it.each<[string, Answer, string]>([
    ['conflicts', conflict, 'ConditionalRequestConflict, status 409'],
    ['a busy S3', slowDown, 'SlowDown, status 503, 6 attempts'],
    ['failures', failure, 'InternalError, status 500, 6 attempts'],
    ['lost connections', lost, 'TimeoutError, 6 attempts'],
    ['silence', silence, 'TimeoutError, 6 attempts'],
  ])('comes after six attempts of a write that meets %s', async (_, answer, facts) => {
    play(...times(7, answer));

    const outcome = store.create('a/key', bytes('mine'));

    await expect(outcome).rejects.toMatchObject({
      code: 'StoreUnavailable',
      disposition: 'retry',
      message: expect.stringContaining(`cannot create a/key in the bucket bucket of S3 (${facts}): `),
      cause: expect.any(Error),
    });
    expect(server.requests).toEqual(times(6, silence).map(() => create));
  });

  it.each<[string, () => Promise<unknown>]>([
    ['read a/key', () => store.get('a/key')],
    ['write a/key', () => store.put('a/key', bytes('x'))],
    ['delete a/key', () => store.remove('a/key')],
    ['list a/', () => store.list('a/')],
    ['list a/', () => store.children('a/')],
  ])('of "%s" says so', async (what, call) => {
    play(...times(6, slowDown));

    await expect(call()).rejects.toMatchObject({
      code: 'StoreUnavailable',
      message: `cannot ${what} in the bucket bucket of S3 (SlowDown, status 503, 6 attempts): as the script says`,
    });
  });

  it.each<[string, Answer, RegExp]>([
    [
      'may not',
      error(403, 'AccessDenied'),
      /\(AccessDenied, status 403\): .*; allow this action .* missing object too/,
    ],
    ['has no bucket', error(404, 'NoSuchBucket'), /\(NoSuchBucket, status 404\): .*; deploy the stack/],
    ['is in another region', error(301, 'PermanentRedirect'), /\(PermanentRedirect, status 301\): .*; .* AWS_REGION/],
    ['meets an error without advice', error(400, 'InvalidRequest', 'why'), /\(InvalidRequest, status 400\): why$/],
    ['is answered by a stranger', stranger(404, '<html>not here</html>'), /status 404/],
    ['is refused by a stranger', stranger(403, 'go away'), /status 403/],
  ])('comes at once for a caller who %s', async (_, answer, message) => {
    const calls = [
      () => store.get('a/key'),
      () => store.create('a/key', bytes('x')),
      () => store.put('a/key', bytes('x')),
      () => store.remove('a/key'),
      () => store.list('a/'),
      () => store.children('a/'),
    ];

    for (const call of calls) {
      play(answer);
      await expect(call()).rejects.toMatchObject({ code: 'StoreUnavailable', message: expect.stringMatching(message) });
    }

    expect(server.requests).toHaveLength(calls.length);
  });
});

describe('reading', () => {
  it('goes again after what passes, and has the whole object', async () => {
    play(slowDown, lost, silence, failure, ok('whole'));

    expect(text(await store.get('a/key'))).toBe('whole');
    expect(server.requests).toHaveLength(5);
  });

  it('goes again when the object breaks off, six times at most', async () => {
    play(cut('who'), cut('w'), ok('whole'));
    expect(text(await store.get('a/key'))).toBe('whole');

    server.requests.length = 0;
    play(...times(7, cut('who')));
    await expect(store.get('a/key')).rejects.toMatchObject({
      code: 'StoreUnavailable',
      message: expect.stringContaining('cannot read a/key'),
    });
    expect(server.requests).toHaveLength(6);
  });

  it('has nothing where S3 says so', async () => {
    play(error(404, 'NoSuchKey'));

    expect(await store.get('a/key')).toBeUndefined();
  });
});

describe('a list', () => {
  const page = (inner: string, next = '') =>
    ok(
      `<ListBucketResult><IsTruncated>${next !== ''}</IsTruncated>${next && `<NextContinuationToken>${next}</NextContinuationToken>`}${inner}</ListBucketResult>`,
    );
  const object = (key: string) => `<Contents><Key>${key}</Key></Contents>`;
  const folder = (prefix: string) => `<CommonPrefixes><Prefix>${prefix}</Prefix></CommonPrefixes>`;

  it('consists of all pages, each tried again by itself, without names that no key can have', async () => {
    play(
      page(object('a/') + object('a/1'), 'one'),
      slowDown,
      page('', 'two'),
      page(object('a/2') + object('a/b c') + object('a/%') + object('a/sub/') + object('a/sub/3')),
    );

    expect(await store.list('a/')).toEqual(['a/1', 'a/2', 'a/sub/3']);
    expect(server.requests).toHaveLength(4);
  });

  it('of a folder has objects and folders of all pages in order', async () => {
    play(page(folder('a/z/') + object('a/'), 'one'), page(object('a/b') + folder('a/y/') + folder('a/b c/')));

    expect(await store.children('a/')).toEqual(['b', 'y', 'z']);
  });

  it.each<[string, Answer]>([
    ['not XML', ok('what list?')],
    ['empty', ok()],
    ['XML of another kind', stranger(200, '<html><body>Sign in</body></html>')],
    [
      'a page with more to come from nowhere',
      ok('<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>'),
    ],
  ])('is not taken for empty where the answer is %s', async (_, answer) => {
    play(answer);

    await expect(store.list('a/')).rejects.toMatchObject({
      code: 'StoreUnavailable',
      message: expect.stringContaining('cannot list a/ in the bucket bucket'),
    });
  });
});

it.each(badKeys.map((key) => [key]))('asks nothing about the key %j', async (key) => {
  const calls = [store.create(key, bytes('x')), store.put(key, bytes('x')), store.get(key), store.remove(key)];

  for (const outcome of await Promise.allSettled(calls))
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'InvalidKey' } });

  expect(server.requests).toEqual([]);
});
