import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { StepladderError } from '../errors.js';
import { CloudClient } from './client.js';

/**
 * A client of the deployment at a URL, that signs with the credentials that AWS's own tools would use.
 *
 * @throws InvalidRequest if it is no URL, or the deployment's region is unknown.
 */
export function connect(text: string): CloudClient {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') {
    throw new StepladderError('InvalidRequest', `--cloud needs the URL of a deployment, not ${JSON.stringify(text)}`);
  }
  if (url.href !== url.origin + url.pathname) {
    throw new StepladderError('InvalidRequest', `--cloud needs a URL without user, query and fragment: ${url.origin}`);
  }
  return new CloudClient({ url, region: regionOf(url, process.env), credentials: defaultProvider() });
}

/**
 * The AWS region of a deployment: its URL names it, or the environment.
 *
 * @throws InvalidRequest if neither does.
 */
export function regionOf(url: URL, environment: NodeJS.ProcessEnv): string {
  const named = /\.execute-api\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/.exec(url.hostname)?.[1];
  const region = named || environment.AWS_REGION || environment.AWS_DEFAULT_REGION;
  if (region) return region;
  throw new StepladderError(
    'InvalidRequest',
    `The deployment's region is unknown: ${url.host} does not name it, so set AWS_REGION`,
  );
}
