import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { createSignedFetcher } from 'aws-sigv4-fetch';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type MiniStack, startMiniStack, startTimeout } from './ministack.js';
import { countByOperation } from './ministack-requests.js';

const root = { accessKeyId: 'test', secretAccessKey: 'test' };
const clientOf = (endpoint: string, credentials = root) => new S3Client({ endpoint, region: 'us-east-1', credentials });

describe('MiniStack without authorisation', () => {
  let miniStack: MiniStack;
  let s3: S3Client;
  beforeAll(async () => {
    vi.stubEnv('AWS_PROFILE', 'somebody');
    vi.stubEnv('AWS_SESSION_TOKEN', 'secret');
    vi.stubEnv('HTTPS_PROXY', 'http://proxy.invalid');
    miniStack = await startMiniStack({ auth: false });
    vi.unstubAllEnvs();
    s3 = clientOf(miniStack.endpoint);
    await s3.send(new CreateBucketCommand({ Bucket: 'bucket' }));
  }, startTimeout);
  afterAll(() => miniStack.stop());

  it('gives an environment that leads to it, without credentials of the machine', () => {
    const { AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, PATH, ...others } = miniStack.environment;

    expect([AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, PATH]).toEqual([miniStack.endpoint, 'test', process.env.PATH]);
    expect(Object.keys(others)).not.toEqual(expect.arrayContaining(['AWS_PROFILE']));
    expect(Object.keys(others)).not.toEqual(expect.arrayContaining(['AWS_SESSION_TOKEN']));
    expect(Object.keys(others)).not.toEqual(expect.arrayContaining(['HTTPS_PROXY']));
  });

  it('has the requests to S3, by operation, key, precondition and status', async () => {
    await miniStack.forgetRequests();

    await s3.send(new PutObjectCommand({ Bucket: 'bucket', Key: 'a/1', Body: 'x' }));
    await s3.send(new PutObjectCommand({ Bucket: 'bucket', Key: 'a/1', Body: 'x', IfNoneMatch: '*' })).catch(() => {});
    await s3.send(new GetObjectCommand({ Bucket: 'bucket', Key: 'a/1' }));
    await s3.send(new ListObjectsV2Command({ Bucket: 'bucket', Prefix: 'a/' }));

    const requests = await miniStack.requests();
    const common = { bucket: 'bucket', accessKey: 'test', conditional: false, status: 200 };
    expect(requests).toEqual([
      { ...common, operation: 'PutObject', key: 'a/1' },
      { ...common, operation: 'PutObject', key: 'a/1', conditional: true, status: 412 },
      { ...common, operation: 'GetObject', key: 'a/1' },
      { ...common, operation: 'ListObjectsV2', key: 'a/' },
    ]);
    expect(countByOperation(requests)).toEqual({ PutObject: 2, GetObject: 1, ListObjectsV2: 1 });
  });

  it('has those of a function too', async () => {
    const signedFetch = createSignedFetcher({ service: 'lambda', region: 'us-east-1', credentials: root });
    const functions = `${miniStack.endpoint}/2015-03-31/functions`;
    const created = await signedFetch(functions, {
      method: 'POST',
      body: JSON.stringify({
        FunctionName: 'asks',
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Role: 'arn:aws:iam::000000000000:role/any',
        Code: {
          ZipFile: zipped(`exports.handler = async () => {
          const Authorization = 'AWS4-HMAC-SHA256 Credential=' + process.env.AWS_ACCESS_KEY_ID + '/20260101/us-east-1/s3/aws4_request';
          return (await fetch(process.env.AWS_ENDPOINT_URL + '/bucket/a/1?x-id=GetObject', { headers: { Authorization } })).status;
        };`),
        },
      }),
    });
    await miniStack.forgetRequests();

    const invoked = await signedFetch(`${functions}/asks/invocations`, { method: 'POST', body: '{}' });

    expect([created.status, await invoked.text()]).toEqual([201, '200']);
    const [request, ...others] = await miniStack.requests();
    expect(others).toEqual([]);
    expect(request).toMatchObject({ operation: 'GetObject', key: 'a/1' });
    expect(request?.accessKey).not.toBe('test');
  });
});

describe('MiniStack with authorisation', () => {
  let miniStack: MiniStack;
  beforeAll(async () => {
    miniStack = await startMiniStack({ auth: true });
  }, startTimeout);
  afterAll(() => miniStack.stop());

  /** A user who may write below `records/`. */
  async function writer() {
    const signedFetch = createSignedFetcher({ service: 'iam', region: 'us-east-1', credentials: root });
    const iam = async (parameters: Record<string, string>) => {
      const body = new URLSearchParams({ Version: '2010-05-08', UserName: 'writer', ...parameters }).toString();
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const response = await signedFetch(`${miniStack.endpoint}/`, { method: 'POST', headers, body });
      expect(response.status).toBe(200);
      return response.text();
    };
    await iam({ Action: 'CreateUser' });
    const Statement = [{ Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::bucket/records/*' }];
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await iam({ Action: 'PutUserPolicy', PolicyName: 'write', PolicyDocument });
    const keys = await iam({ Action: 'CreateAccessKey' });
    const contentOf = (name: string) => new RegExp(`<${name}>(.*?)</${name}>`).exec(keys)?.[1] ?? '';
    return { accessKeyId: contentOf('AccessKeyId'), secretAccessKey: contentOf('SecretAccessKey') };
  }

  it('refuses a wrong secret, a key beyond the policy, plain HTTP, and a write without a precondition', async () => {
    const deny = { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: 'arn:aws:s3:::bucket/*' };
    const Statement = [
      { ...deny, Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      { ...deny, Condition: { Null: { 's3:if-none-match': 'true' } } },
    ];
    const admin = clientOf(miniStack.endpoint);
    await admin.send(new CreateBucketCommand({ Bucket: 'bucket' }));
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
    await admin.send(new PutBucketPolicyCommand({ Bucket: 'bucket', Policy }));
    const keys = await writer();
    const put = (client: S3Client, Key: string, precondition: { IfNoneMatch?: string } = { IfNoneMatch: '*' }) =>
      client.send(new PutObjectCommand({ Bucket: 'bucket', Key, Body: 'x', ...precondition })).then(
        () => 'written',
        (error: Error) => error.name,
      );
    const client = clientOf(miniStack.endpoint, keys);

    expect({
      allowed: await put(client, 'records/1'),
      again: await put(client, 'records/1'),
      'wrong secret': await put(clientOf(miniStack.endpoint, { ...keys, secretAccessKey: 'wrong' }), 'records/2'),
      'another key': await put(client, 'others/1'),
      'plain HTTP': await put(clientOf(miniStack.gateway, keys), 'records/2'),
      unconditional: await put(client, 'records/2', {}),
    }).toEqual({
      allowed: 'written',
      again: 'PreconditionFailed',
      'wrong secret': 'SignatureDoesNotMatch',
      'another key': 'AccessDenied',
      'plain HTTP': 'AccessDenied',
      unconditional: 'AccessDenied',
    });
  });
});

describe('the processes of MiniStack', () => {
  const answers = (url: string) =>
    fetch(url).then(
      () => true,
      () => false,
    );

  it(
    'end, and their files go, when they are stopped',
    async () => {
      const { endpoint, gateway, environment, stop, log } = await startMiniStack({ auth: false });
      const home = dirname(environment.AWS_CONFIG_FILE ?? '');
      const before = [await answers(endpoint), await answers(gateway), existsSync(home), log().includes('Running')];

      await stop();
      await stop();

      expect(before).toEqual([true, true, true, true]);
      expect([await answers(endpoint), await answers(gateway), existsSync(home)]).toEqual([false, false, false]);
    },
    startTimeout,
  );

  it(
    'end, and their files go, when the process that started them is killed',
    async () => {
      const owner = fork(fileURLToPath(new URL('ministack-owner.ts', import.meta.url)), [], {
        execArgv: ['--import', 'tsx'],
      });
      const [{ endpoint, gateway, home }] = (await once(owner, 'message')) as [Record<string, string>];

      owner.kill('SIGKILL');

      const gone = async () => [
        await answers(`${endpoint}`),
        await answers(`${gateway}`),
        existsSync(dirname(`${home}`)),
      ];
      await expect.poll(gone, { timeout: 20_000 }).toEqual([false, false, false]);
    },
    startTimeout,
  );
});

/** A Lambda function's code in base64. */
function zipped(code: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'stepladder-function-'));
  try {
    writeFileSync(join(folder, 'index.js'), code);
    execFileSync('python3', ['-m', 'zipfile', '-c', 'code.zip', 'index.js'], { cwd: folder });
    return readFileSync(join(folder, 'code.zip'), 'base64');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
