import { createSignedFetcher } from 'aws-sigv4-fetch';
import type { Deployment } from './deployment.js';

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
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const signed = createSignedFetcher({ service: 'iam', region: 'us-east-1', credentials });
  const request = async (Action: string, parameters: Record<string, string> = {}) => {
    const body = new URLSearchParams({ Action, Version: '2010-05-08', UserName, ...parameters }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const response = await signed(`${ministack.endpoint}/`, { method: 'POST', headers, body });
    const text = await response.text();
    if (!response.ok) throw new Error(`${Action}: ${text}`);
    return text;
  };
  await request('CreateUser');
  if (actions.length > 0) {
    const Statement = [{ Effect: 'Allow', Action: actions, Resource: '*' }];
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await request('PutUserPolicy', { PolicyName: 'test', PolicyDocument });
  }
  const key = await request('CreateAccessKey');
  const value = (name: string) => new RegExp(`<${name}>([^<]*)<`).exec(key)?.[1] as string;
  return { id: value('AccessKeyId'), secret: value('SecretAccessKey') };
}
