import { S3Store, s3Client } from '../../shared/store/s3.js';
import { environment } from '../environment.js';

/** The store of a deployment: the bucket that `STEPLADDER_BUCKET` names. */
export function bucketStore(): S3Store {
  return new S3Store(s3Client(), environment('STEPLADDER_BUCKET'));
}
