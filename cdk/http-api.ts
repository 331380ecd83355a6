import { RemovalPolicy } from 'aws-cdk-lib';
import { type CfnStage, HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/** What the access log says of a request, by API Gateway's variables for HTTP APIs. */
const logged = {
  requestId: '$context.requestId',
  caller: '$context.identity.caller',
  ip: '$context.identity.sourceIp',
  time: '$context.requestTime',
  method: '$context.httpMethod',
  path: '$context.path',
  status: '$context.status',
  length: '$context.responseLength',
  error: '$context.error.message',
};

/** The HTTP API: all paths go to one function, and only requests signed by whoever IAM allows to invoke it. */
export function studyApi(scope: Construct, handler: IFunction): HttpApi {
  const api = new HttpApi(scope, 'HttpApi', { description: 'Stepladder: studies of hyperparameter tuning' });
  api.addRoutes({
    path: '/{proxy+}',
    methods: [HttpMethod.GET, HttpMethod.POST, HttpMethod.DELETE],
    integration: new HttpLambdaIntegration('Handler', handler),
    authorizer: new HttpIamAuthorizer(),
  });
  const logs = new LogGroup(scope, 'HttpApiLogs', {
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const stage = api.defaultStage?.node.defaultChild as CfnStage;
  stage.accessLogSettings = {
    destinationArn: logs.logGroupArn,
    format: JSON.stringify(logged),
  };
  return api;
}
