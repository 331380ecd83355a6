import { afterAll, beforeAll } from 'vitest';
import { type Call, caller } from './client.js';
import { type DeployedProps, type Deployment, deploy } from './deployment.js';

/** Time limit for the hook that deploys, in milliseconds. */
const deployTimeout = 300_000;

/** A deployment that the tests of a file share. */
export interface Deployed {
  readonly deployment: Deployment;
  /** Calls its API as the account's root. */
  readonly call: Call;
}

/** Deploys before the tests of a file, and ends it after them. */
export function deployed(what: DeployedProps | string): Deployed {
  let current: Deployment | undefined;
  const deployment = (): Deployment => {
    if (current) return current;
    throw new Error('Nothing is deployed yet');
  };
  beforeAll(async () => {
    current = await deploy(what);
  }, deployTimeout);
  afterAll(async () => current?.stop(), 30_000);
  return {
    get deployment() {
      return deployment();
    },
    call: (...request) => caller(deployment())(...request),
  };
}
