/** AWS Lambda runs as many functions already as the account, or this function, may have. */
export const throttled = 'Lambda.TooManyRequestsException';

/**
 * Codes of failures after which the function did not run: nothing of it is billed. The attempts before the last may have
 * ended otherwise; nobody knows.
 */
export const neverRan: ReadonlySet<string> = new Set([
  throttled,
  // An idle function that AWS is waking, or whose code it is preparing.
  'Lambda.CodeArtifactUserPendingException',
  'Lambda.ResourceConflictException',
  'Lambda.ResourceNotReadyException',
]);

/** Faults of the platform, by AWS Lambda's names too: the trial is not to blame. */
export const lostCodes: ReadonlySet<string> = new Set([
  ...neverRan,
  'StoreUnavailable',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.ClientExecutionTimeoutException',
]);
