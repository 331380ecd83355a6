import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installMiniStack } from './ministack-install.js';
import type { S3Request } from './ministack-requests.js';

/** What the process that runs MiniStack reports once it is up. */
export interface Started {
  readonly endpoint: string;
  readonly gateway: string;
  readonly home: string;
  readonly logFile: string;
  /** Why it isn't. */
  readonly error: string | undefined;
}

/** An AWS of this test's own, on this machine. */
export interface MiniStack {
  /** Where to send requests, by way of a proxy that counts them and marks them as sent by TLS. */
  readonly endpoint: string;
  /** The same without the proxy: what is sent there counts as sent by plain HTTP. */
  readonly gateway: string;
  /** This process's environment with what the SDK and the CDK need and without any other credentials, profiles and proxies. */
  readonly environment: Record<string, string>;
  /** The address of an HTTP API's default stage: its own name can't be resolved here. */
  apiUrl(apiId: string): string;
  /** All requests to S3 so far or since the last `forgetRequests`, those of functions too. */
  requests(): Promise<S3Request[]>;
  forgetRequests(): Promise<void>;
  /** MiniStack's log. */
  log(): string;
  /** Ends all its processes, and removes its files. */
  stop(): Promise<void>;
}

/** The time limit for a hook that calls `startMiniStack`, in milliseconds: the first call in a checkout installs it. */
export const startTimeout = 180_000;

/**
 * Starts MiniStack in 2 seconds, on loopback and free ports.
 * @param options.auth whether it verifies signatures and enforces the policies of roles, users, buckets and of API routes
 *   with IAM authorisation. The key `test` is the account's root, which no policy binds. Not enforced: the roles of state
 *   machines and of schedules.
 */
export async function startMiniStack({ auth }: { auth: boolean }): Promise<MiniStack> {
  const python = await installMiniStack();
  const child = fork(fileURLToPath(new URL('ministack-server.ts', import.meta.url)), [python, String(auth)], {
    execArgv: ['--import', 'tsx'],
  });
  const ended = once(child, 'exit');
  const stop = async () => {
    if (child.connected) child.disconnect();
    await ended;
  };
  const started = await Promise.race([
    once(child, 'message').then(([message]) => message as Started),
    ended.then(([status]): never => {
      throw new Error(`MiniStack's process ended with ${status}`);
    }),
  ]);
  const { endpoint, gateway, home, logFile, error } = started;
  if (error !== undefined) {
    await stop();
    throw new Error(error);
  }
  const harness = `${endpoint}/_harness/requests`;
  return {
    endpoint,
    gateway,
    environment: environmentFor(endpoint, home),
    apiUrl: (apiId) => `${endpoint}/_aws/execute-api/${apiId}/$default`,
    requests: async () => (await (await fetch(harness)).json()) as S3Request[],
    forgetRequests: async () => {
      await fetch(harness, { method: 'DELETE' });
    },
    log: () => readFileSync(logFile, 'utf8'),
    stop,
  };
}

function environmentFor(endpoint: string, home: string): Record<string, string> {
  const own = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !/^(AWS|CDK)_|_proxy$/i.test(entry[0]),
  );
  return {
    ...Object.fromEntries(own),
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: 'us-east-1',
    AWS_CONFIG_FILE: join(home, 'no-config'),
    AWS_SHARED_CREDENTIALS_FILE: join(home, 'no-credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
    CDK_DEFAULT_ACCOUNT: '000000000000',
    CDK_DEFAULT_REGION: 'us-east-1',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    CI: 'true',
  };
}
