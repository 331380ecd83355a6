/**
 * In the place of AWS's chain of credential providers: a Lambda function has its role's credentials in its environment, and
 * needs none of the clients that the rest of the chain brings along (0.1 MB).
 */
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';
