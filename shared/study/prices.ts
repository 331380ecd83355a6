import type { Compute } from './records.js';

/**
 * What AWS asks in us-east-1, in dollars, without free tiers and discounts: aws.amazon.com/lambda/pricing,
 * aws.amazon.com/step-functions/pricing (Standard workflows) and aws.amazon.com/s3/pricing (S3 Standard).
 */
export const prices = {
  asOf: '2026-11-24',
  /** A gibibyte of memory for a second, by architecture. */
  lambdaGigabyteSecond: { x86_64: 0.0000166667, arm64: 0.0000133334 } satisfies Record<Compute['architecture'], number>,
  lambdaRequest: 0.2 / 1e6,
  stateTransition: 25 / 1e6,
  /** PUT and LIST. */
  s3Write: 5 / 1e6,
  /** GET. */
  s3Read: 0.4 / 1e6,
} as const;
