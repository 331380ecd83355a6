import type { S3Client } from '@aws-sdk/client-s3';
import { S3Store, s3Client } from '../../shared/store/s3.js';
import { environment } from '../environment.js';

/** The store of a deployment: the bucket that `STEPLADDER_BUCKET` names. */
export function bucketStore(client: S3Client = s3Client()): S3Store {
  return new S3Store(client, environment('STEPLADDER_BUCKET'));
}
