import { createSignedFetcher } from 'aws-sigv4-fetch';
import type { Deployment } from './deployment.js';
import type { MiniStack } from './ministack.js';

/** An access key. */
export interface Keys {
  readonly id: string;
  readonly secret: string;
}

/** Makes an IAM user who may do these actions on all resources. */
export async function userWith(
  { ministack }: Pick<Deployment, 'ministack'>,
  UserName: string,
  actions: readonly string[],
): Promise<Keys> {
  const request = iam(ministack);
  await request('CreateUser', { UserName });
  if (actions.length > 0) {
    await request('PutUserPolicy', { UserName, PolicyName: 'test', PolicyDocument: policy(actions, '*') });
  }
  const key = await request('CreateAccessKey', { UserName });
  const value = (name: string) => new RegExp(`<${name}>([^<]*)<`).exec(key)?.[1] as string;
  return { id: value('AccessKeyId'), secret: value('SecretAccessKey') };
}

/**
 * MiniStack takes every schedule for one of the default group, whatever group it is in: so the API's role gets what it has
 * for its own group for that one too.
 */
export async function allowDefaultGroup(ministack: MiniStack): Promise<void> {
  const request = iam(ministack);
  const [, RoleName] = /<RoleName>([^<]*ApiRole[^<]*)</.exec(await request('ListRoles', { MaxItems: '1000' })) ?? [];
  if (RoleName === undefined) throw new Error('There is no role of the API');
  const actions = ['Create', 'Get', 'Update', 'Delete'].map((action) => `scheduler:${action}Schedule`);
  const PolicyDocument = policy(actions, 'arn:aws:scheduler:*:*:schedule/default/*');
  await request('PutRolePolicy', { RoleName, PolicyName: 'default-group', PolicyDocument });
}

const policy = (actions: readonly string[], Resource: string) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource }] });

/** Calls of IAM's API as the account's root. */
function iam({ endpoint }: MiniStack): (action: string, parameters: Record<string, string>) => Promise<string> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const signed = createSignedFetcher({ service: 'iam', region: 'us-east-1', credentials });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return async (Action, parameters) => {
    const body = new URLSearchParams({ Action, Version: '2010-05-08', ...parameters }).toString();
    const response = await signed(`${endpoint}/`, { method: 'POST', headers, body });
    const text = await response.text();
    if (!response.ok) throw new Error(`${Action}: ${text}`);
    return text;
  };
}
