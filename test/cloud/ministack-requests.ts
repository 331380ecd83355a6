import type { IncomingMessage } from 'node:http';

/** One request to S3, as it came. */
export interface S3Request {
  /** `PutObject`, `ListObjectsV2`, …; for the rarer ones the method and what it is about, such as `PUT bucket`. */
  readonly operation: string;
  readonly bucket: string;
  /** The object's key; of a list the prefix. */
  readonly key: string;
  /** Whether it bears `If-None-Match`. */
  readonly conditional: boolean;
  /** Who signed it: `test` is the test itself, anything else a function or another principal. */
  readonly accessKey: string;
  /** The answer's status; 0 until there is one. */
  readonly status: number;
}

/** What the request asks of S3, or undefined if it is signed for another service or not at all. */
export function s3RequestOf({ method = '', url = '', headers }: IncomingMessage): S3Request | undefined {
  const { pathname, searchParams: query } = new URL(url, 'http://localhost');
  const credential = /Credential=([^,]*)/.exec(headers.authorization ?? '')?.[1] ?? query.get('X-Amz-Credential') ?? '';
  const [accessKey = '', , , service] = credential.split('/');
  if (service !== 's3') return undefined;
  const [, bucket = '', ...parts] = pathname.split('/').map(decodeURIComponent);
  const key = parts.join('/');
  return {
    operation: query.get('x-id') ?? operationOf(method, key, query),
    bucket,
    key: key || (query.get('prefix') ?? ''),
    conditional: headers['if-none-match'] !== undefined,
    accessKey,
    status: 0,
  };
}

/** The SDK for JavaScript names most operations (`x-id`); these are the others that it and the CDK's command line need. */
function operationOf(method: string, key: string, query: URLSearchParams): string {
  if (query.get('list-type') === '2') return 'ListObjectsV2';
  if (method === 'POST' && query.has('delete')) return 'DeleteObjects';
  if (method === 'HEAD') return key ? 'HeadObject' : 'HeadBucket';
  return `${method} ${key ? 'object' : 'bucket'}`;
}

/** How many there are of each operation. */
export function countByOperation(requests: readonly S3Request[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { operation } of requests) counts[operation] = (counts[operation] ?? 0) + 1;
  return counts;
}
