import { messageOf, StepladderError } from '../../shared/errors.js';

/** What of an error of the AWS SDK is looked at. */
interface AwsError {
  readonly name?: string;
  readonly $retryable?: object;
  /** Of every error of a call; without a status if no answer came. */
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** Whether AWS refused with an error of this name. */
export function isAwsError(error: unknown, name: string): boolean {
  return (error as AwsError | undefined)?.name === name;
}

/**
 * Calls AWS. The SDK has tried again by itself before it throws.
 *
 * @param what is to be done, for the message.
 * @throws CloudUnavailable where the same call may succeed later; everything else as the SDK threw it.
 */
export async function callAws<T>(what: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!mayPass(error as AwsError)) throw error;
    throw new StepladderError('CloudUnavailable', `AWS cannot ${what}: ${messageOf(error)}`, { cause: error });
  }
}

/** Faults of AWS's own, throttling, and answers that never came. */
function mayPass({ name = '', $retryable, $metadata }: AwsError): boolean {
  if (!$metadata) return false;
  const status = $metadata.httpStatusCode ?? 503;
  return status >= 500 || status === 429 || $retryable !== undefined || name.startsWith('Throttl');
}
