import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Call, caller } from './client.js';
import { type Deployment, deploy, deployTimeout } from './deployment.js';
import { type Keys, userWith } from './iam.js';
import { runStudy, trialsOf } from './studies.js';

let deployment: Deployment;
let call: Call;

beforeAll(async () => {
  deployment = await deploy({
    tunings: { burglar: { module: 'test/cloud/tunings/burglar.ts', memory: 512 } },
  });
  call = caller(deployment);
}, deployTimeout);
afterAll(async () => deployment?.stop(), 30_000);

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
      readsRuns: 0,
    });
  });

  it('answers only signed requests of those whom IAM allows, and lets no other reach a function', async () => {
    await deployment.ministack.forgetRequests();
    const stranger = caller(deployment, await userWith(deployment, 'stranger', []));
    const unsigned = await Promise.all(
      ['/studies', '/tunings', '/openapi.json', '/studies/burgled/stop'].map(async (path) =>
        fetch(deployment.url + path),
      ),
    );
    const posted = await fetch(`${deployment.url}/studies`, { method: 'POST', body: '{}' });

    expect([...unsigned, posted].map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    expect(await stranger('GET', '/studies')).toMatchObject({ status: 403 });
    expect(await deployment.ministack.requests()).toEqual([]);

    const friend = caller(deployment, await userWith(deployment, 'friend', ['execute-api:Invoke']));
    expect(await friend('GET', '/studies')).toMatchObject({ status: 200, body: { studies: [{ study: 'burgled' }] } });
  });

  it('refuses plain HTTP to whoever may read', async () => {
    const keys = await userWith(deployment, 'reader', ['s3:GetObject', 's3:ListBucket']);
    const definition = new GetObjectCommand({ Bucket: deployment.bucket, Key: 'studies/burgled/study.json' });

    await expect(bucketAs(keys, deployment.ministack.gateway).send(definition)).rejects.toThrow(/explicit deny/);
    expect(await bucketAs(keys, deployment.ministack.endpoint).send(definition)).toMatchObject({
      $metadata: { httpStatusCode: 200 },
    });
  });

  it('leaves the bucket with its studies when the stack is destroyed', { timeout: 120_000 }, async () => {
    await deployment.destroy();

    const root = bucketAs({ id: 'test', secret: 'test' }, deployment.ministack.endpoint);
    const { Contents = [] } = await root.send(new ListObjectsV2Command({ Bucket: deployment.bucket }));
    expect(Contents.map(({ Key }) => Key)).toContain('studies/burgled/study.json');
    expect((await fetch(`${deployment.url}/studies`)).status).toBe(404);
  });
});
