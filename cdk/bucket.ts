import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type LifecycleRule,
  ObjectOwnership,
  StorageClass,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.js';

export interface StudyBucketProps {
  /** After how many days checkpoints are deleted, and models can no longer be exported. @default never */
  readonly checkpointDays?: number | undefined;
}

/**
 * The bucket that holds studies: private, encrypted, without versions, as records never change. It outlives its stack. Its
 * policy, which stays too, refuses plain HTTP, and any write that could replace a record.
 */
export function studyBucket(scope: Construct, { checkpointDays }: StudyBucketProps): Bucket {
  const bucket = new Bucket(scope, 'Studies', {
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    versioned: false,
    removalPolicy: RemovalPolicy.RETAIN,
    lifecycleRules: rules(checkpointDays),
  });
  bucket.addToResourcePolicy(
    new PolicyStatement({
      sid: 'RecordsNeverChange',
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ['s3:PutObject'],
      notResources: [bucket.arnForObjects('progress/*')],
      conditions: { Null: { 's3:if-none-match': 'true' } },
    }),
  );
  bucket.policy?.applyRemovalPolicy(RemovalPolicy.RETAIN);
  acknowledge(
    bucket,
    'AwsSolutions-S1',
    'access logs would be one more bill a leg; CloudTrail can log who reads and writes',
  );
  return bucket;
}

function rules(checkpointDays: number | undefined): LifecycleRule[] {
  return [
    { id: 'abandoned-uploads', abortIncompleteMultipartUploadAfter: Duration.days(1) },
    { id: 'progress', prefix: 'progress/', expiration: Duration.days(7) },
    { id: 'days', prefix: 'days/', expiration: Duration.days(7) },
    {
      id: 'checkpoints',
      prefix: 'checkpoints/',
      ...(checkpointDays === undefined
        ? { transitions: [{ storageClass: StorageClass.INTELLIGENT_TIERING, transitionAfter: Duration.days(1) }] }
        : { expiration: Duration.days(checkpointDays) }),
    },
  ];
}
