import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Checkpoints } from '../../shared/api/ports.js';

/** Seconds for which an address is good. */
const validity = 15 * 60;

/** Checkpoints in a bucket, which clients fetch from there by addresses signed for them. */
export class PresignedCheckpoints implements Checkpoints {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  async locate(key: string): Promise<{ readonly url: string }> {
    const command = new GetObjectCommand({ Bucket: this.#bucket, Key: key });
    return { url: await getSignedUrl(this.#client, command, { expiresIn: validity }) };
  }
}
