import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { caller } from './client.js';
import { deployed } from './deployed.js';
import { type Keys, userWith } from './iam.js';
import { runStudy, trialsOf } from './studies.js';

const cloud = deployed({
  tunings: { burglar: { module: 'test/cloud/tunings/burglar.ts', memory: 512 } },
});
const { call } = cloud;

const bucketAs = (keys: Keys, endpoint: string) =>
  new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: keys.id, secretAccessKey: keys.secret },
  });

describe('who may do what', () => {
  it('lets a trial do nothing but its own, and nobody replace a record', { timeout: 60_000 }, async () => {
    await runStudy(call, { study: 'burgled', tuning: 'burglar', slots: 1, budget: { trials: 1 } });

    const [trial] = await trialsOf(call, 'burgled');
    expect(trial?.failure).toBeUndefined();
    expect(trial?.metrics).toEqual({
      score: 1,
      deletesDefinition: 0,
      deletesRun: 0,
      handsOutLeg: 0,
      stopsRun: 0,
      startsStudy: 0,
      writesElsewhere: 0,
      overwritesResult: 0,
      readsElsewhere: 0,
      deletesCheckpoint: 0,
    });
  });

  it('answers only signed requests of those whom IAM allows, and lets no other reach a function', async () => {
    await cloud.deployment.ministack.forgetRequests();
    const stranger = caller(cloud.deployment, await userWith(cloud.deployment, 'stranger', []));
    const unsigned = await Promise.all(
      ['/studies', '/tunings', '/openapi.json', '/studies/burgled/stop'].map(async (path) =>
        fetch(cloud.deployment.url + path),
      ),
    );
    const posted = await fetch(`${cloud.deployment.url}/studies`, { method: 'POST', body: '{}' });

    expect([...unsigned, posted].map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    expect(await stranger('GET', '/studies')).toMatchObject({ status: 403 });
    expect(await cloud.deployment.ministack.requests()).toEqual([]);

    const friend = caller(cloud.deployment, await userWith(cloud.deployment, 'friend', ['execute-api:Invoke']));
    expect(await friend('GET', '/studies')).toMatchObject({ status: 200, body: { studies: [{ study: 'burgled' }] } });
  });

  it('refuses plain HTTP to whoever may read', async () => {
    const keys = await userWith(cloud.deployment, 'reader', ['s3:GetObject', 's3:ListBucket']);
    const definition = new GetObjectCommand({ Bucket: cloud.deployment.bucket, Key: 'studies/burgled/study.json' });

    await expect(bucketAs(keys, cloud.deployment.ministack.gateway).send(definition)).rejects.toThrow(/explicit deny/);
    expect(await bucketAs(keys, cloud.deployment.ministack.endpoint).send(definition)).toMatchObject({
      $metadata: { httpStatusCode: 200 },
    });
  });

  it('leaves the bucket with its studies when the stack is destroyed', { timeout: 120_000 }, async () => {
    await cloud.deployment.destroy();

    const root = bucketAs({ id: 'test', secret: 'test' }, cloud.deployment.ministack.endpoint);
    const { Contents = [] } = await root.send(new ListObjectsV2Command({ Bucket: cloud.deployment.bucket }));
    expect(Contents.map(({ Key }) => Key)).toContain('studies/burgled/study.json');
    expect((await fetch(`${cloud.deployment.url}/studies`)).status).toBe(404);
  });
});
