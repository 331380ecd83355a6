import { createSignedFetcher } from 'aws-sigv4-fetch';
import type { Deployment } from './deployment.js';

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect.
  readonly body: any;
}

export type Call = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => Promise<Answer>;

/** Requests to a deployment's API, signed with the keys of the account's root or of somebody else. */
export function caller({ url }: Pick<Deployment, 'url'>, keys = { id: 'test', secret: 'test' }): Call {
  const signed = createSignedFetcher({
    service: 'execute-api',
    region: 'us-east-1',
    credentials: { accessKeyId: keys.id, secretAccessKey: keys.secret },
  });
  return async (method, path, body) => {
    const headers = { 'content-type': 'application/json' };
    const response = await signed(`${url}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : undefined };
  };
}
