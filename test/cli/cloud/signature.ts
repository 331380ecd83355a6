import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Whose requests the test's deployment lets in. */
export const keys = { id: 'AKIDEXAMPLE', secret: 'not-a-secret', region: 'eu-central-1' };

const pattern =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/execute-api\/aws4_request, SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})$/;

/** Whether a request is signed as AWS Signature Version 4 demands, worked out from its documentation. */
export function isSigned({ method, url = '', headers }: IncomingMessage, body: Buffer): boolean {
  const [, id, date, region, names = '', signature] = pattern.exec(headers.authorization ?? '') ?? [];
  if (id !== keys.id || region !== keys.region) return false;
  if (!names.split(';').includes('host') || !names.split(';').includes('x-amz-date')) return false;
  const [path = '', query = ''] = url.split('?');
  const request = [
    method,
    path.split('/').map(encodeURIComponent).join('/'),
    query.split('&').sort().join('&'),
    ...names.split(';').map((name) => `${name}:${headers[name]}`),
    '',
    names,
    createHash('sha256').update(body).digest('hex'),
  ].join('\n');
  const scope = `${date}/${region}/execute-api/aws4_request`;
  const hash = createHash('sha256').update(request).digest('hex');
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, hash].join('\n');
  const key = [date, region, 'execute-api', 'aws4_request'].reduce<string | Buffer>(
    (last, part) => mac(last, part as string),
    `AWS4${keys.secret}`,
  );
  return mac(key, text).toString('hex') === signature;
}

function mac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
