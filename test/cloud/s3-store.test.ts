import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { S3Store, s3Client } from '../../shared/store/s3.js';
import { bytes, text } from '../shared/store/bytes.js';
import { storeContract } from '../shared/store/store-contract.js';
import { type MiniStack, startMiniStack, startTimeout } from './ministack.js';
import { countByOperation } from './ministack-requests.js';

let miniStack: MiniStack;
let count = 0;
beforeAll(async () => {
  miniStack = await startMiniStack({ auth: false });
}, startTimeout);
afterAll(() => miniStack.stop());

/** A client of its own, as of another function. */
const clientOf = () =>
  s3Client({
    endpoint: miniStack.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });

/** A store in a new bucket, which its first request waits for. */
function make(): S3Store {
  const Bucket = `bucket-${count++}`;
  const client = clientOf();
  const made = clientOf().send(new CreateBucketCommand({ Bucket }));
  client.middlewareStack.add(
    (next) => async (args) => {
      await made;
      return next(args);
    },
    { step: 'initialize' },
  );
  return new S3Store(client, Bucket);
}

storeContract('a store in S3', make);

describe('a store in S3', () => {
  it('lists and names more than the 1,000 objects of a page, in order', async () => {
    const store = make();
    const name = (index: number) => `${String(index).padStart(6, '0')}.x`;
    const names = Array.from({ length: 2005 }, (_, index) => name(index));
    for (let start = 0; start < names.length; start += 50)
      await Promise.all(names.slice(start, start + 50).map((each) => store.create(`legs/${each}`, bytes(each))));
    for (let index = 0; index < 5; index++) await store.create(`legs/zz${index}/x`, bytes('x'));
    await miniStack.forgetRequests();

    const listed = await store.list('legs/0');
    const later = await store.list('legs/0', { after: 'legs/000999.x' });
    const children = await store.children('legs/');

    expect(listed).toEqual(names.map((each) => `legs/${each}`));
    expect(later).toEqual(names.slice(1000).map((each) => `legs/${each}`));
    expect(children).toEqual([...names, 'zz0', 'zz1', 'zz2', 'zz3', 'zz4']);
    expect(countByOperation(await miniStack.requests())).toEqual({ ListObjectsV2: 3 + 2 + 3 });
  });

  it('lets one of 40 writers, each with a client of its own, create an object, time after time', async () => {
    const store = make();
    await store.list('');
    const bucket = `bucket-${count - 1}`;
    const others = Array.from({ length: 40 }, () => new S3Store(clientOf(), bucket));

    for (let round = 0; round < 5; round++) {
      const won = await Promise.all(others.map((other, writer) => other.create(`race/${round}`, bytes(`${writer}`))));

      const winners = won.flatMap((success, writer) => (success ? [`${writer}`] : []));
      expect(winners).toEqual([text(await store.get(`race/${round}`))]);
    }
  });

  it('sends one request for each call', async () => {
    const store = make();
    await store.list('');
    await miniStack.forgetRequests();

    await store.create('a/1', bytes('x'));
    await store.create('a/1', bytes('y'));
    await store.put('a/2', bytes('x'));
    await store.get('a/1');
    await store.get('a/missing');
    await store.remove('a/2');
    await store.list('a/');
    await store.children('a/');

    const requests = await miniStack.requests();
    expect(requests.map(({ operation, key, conditional, status }) => [operation, key, conditional, status])).toEqual([
      ['PutObject', 'a/1', true, 200],
      ['PutObject', 'a/1', true, 412],
      ['PutObject', 'a/2', false, 200],
      ['GetObject', 'a/1', false, 200],
      ['GetObject', 'a/missing', false, 404],
      ['DeleteObject', 'a/2', false, 204],
      ['ListObjectsV2', 'a/', false, 200],
      ['ListObjectsV2', 'a/', false, 200],
    ]);
  });

  it('says what is wrong with a bucket that is not there', async () => {
    const store = new S3Store(clientOf(), 'no-such-bucket');

    const calls = [store.get('a'), store.create('a', bytes('x')), store.put('a', bytes('x')), store.list('')];

    for (const outcome of await Promise.allSettled(calls))
      expect(outcome).toMatchObject({
        status: 'rejected',
        reason: {
          code: 'StoreUnavailable',
          message: expect.stringMatching(
            /bucket no-such-bucket of S3 \(NoSuchBucket, status 404\): .*; deploy the stack/,
          ),
        },
      });
  });
});
