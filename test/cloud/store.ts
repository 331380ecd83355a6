import { S3Store, s3Client } from '../../shared/store/s3.js';
import type { Deployment } from './deployment.js';

/** The deployment's bucket, as the account's root sees it. */
export function storeOf({ ministack, bucket }: Deployment): S3Store {
  return new S3Store(
    s3Client({
      endpoint: ministack.endpoint,
      region: 'us-east-1',
      forcePathStyle: true,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    }),
    bucket,
  );
}
