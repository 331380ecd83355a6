import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { Tuning, type TuningProps } from '../../cdk/tuning.js';
import workflow from '../../cdk/workflow.asl.json' with { type: 'json' };

const module = 'test/fixtures/no-op.ts';

function templateOf(props: Partial<TuningProps> = {}): Template {
  const stack = new Stack(new App(), 'Test');
  new Tuning(stack, 'Tuning', { tunings: { one: { module } }, ...props });
  return Template.fromStack(stack);
}

const template = templateOf();

interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
}

/** Who may do what: the statements of all policies, with the role that each belongs to. */
function statements(from = template): { role: string; actions: string[]; resource: string }[] {
  return Object.values(from.findResources('AWS::IAM::Policy')).flatMap(({ Properties }) =>
    (Properties.PolicyDocument.Statement as Statement[]).map(({ Action, Resource }) => ({
      role: Properties.Roles.map(({ Ref }: { Ref: string }) => Ref).join(),
      actions: [Action].flat(),
      resource: JSON.stringify(Resource),
    })),
  );
}

const rolesThatMay = (action: string) => [
  ...new Set(statements().flatMap(({ role, actions }) => (actions.includes(action) ? [role] : []))),
];

describe('the construct', () => {
  it('deploys the state machine that laptops run, with names put in and nothing else', () => {
    const [machine] = Object.values(template.findResources('AWS::StepFunctions::StateMachine'));
    expect(JSON.parse(machine?.Properties.DefinitionString)).toEqual(workflow);
    expect(Object.keys(machine?.Properties.DefinitionSubstitutions)).toEqual(['OracleFunction']);
    expect(machine?.Properties.StateMachineType).toBe('STANDARD');
  });

  it('keeps the bucket private, encrypted, without versions, and when the stack goes', () => {
    template.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        VersioningConfiguration: Match.absent(),
        BucketEncryption: Match.objectLike({}),
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      },
    });
  });

  it('refuses plain HTTP and writes that could replace a record', () => {
    const denied = (Condition: object, Action: string) =>
      template.hasResourceProperties('AWS::S3::BucketPolicy', {
        PolicyDocument: {
          Statement: Match.arrayWith([
            Match.objectLike({ Effect: 'Deny', Principal: { AWS: '*' }, Action, Condition }),
          ]),
        },
      });
    denied({ Bool: { 'aws:SecureTransport': 'false' } }, 's3:*');
    denied({ Null: { 's3:if-none-match': 'true' } }, 's3:PutObject');
    template.hasResource('AWS::S3::BucketPolicy', { DeletionPolicy: 'Retain' });
  });

  it('lets only the API delete, and the oracle checkpoints; only the API, schedules and the state machine itself start executions', () => {
    expect(rolesThatMay('s3:DeleteObject').sort()).toEqual([
      expect.stringMatching(/^TuningApiRole/),
      expect.stringMatching(/^TuningOracleRole/),
    ]);
    expect(rolesThatMay('states:StartExecution').sort()).toEqual([
      expect.stringMatching(/^TuningApiRole/),
      expect.stringMatching(/^TuningScheduleRole/),
      expect.stringMatching(/^TuningStateMachineRole/),
    ]);
  });

  it('gives the schedules and the state machine no other rights than they need', () => {
    const of = (name: string) => statements().filter(({ role }) => role.startsWith(name));
    expect(of('TuningScheduleRole').map(({ actions }) => actions)).toEqual([['states:StartExecution']]);
    const machine = of('TuningStateMachineRole').flatMap(({ actions }) => actions);
    expect(machine.filter((action) => !action.startsWith('logs:')).sort()).toEqual([
      'lambda:InvokeFunction',
      'states:DescribeExecution',
      'states:StartExecution',
      'states:StopExecution',
    ]);
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          Match.objectLike({
            Principal: { Service: 'scheduler.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          }),
        ],
      },
    });
  });

  it('asks every route of the API for a signature', () => {
    const routes = Object.values(template.findResources('AWS::ApiGatewayV2::Route')).map(
      ({ Properties }) => Properties,
    );
    expect(routes.map(({ RouteKey }) => RouteKey).sort()).toEqual([
      'DELETE /{proxy+}',
      'GET /{proxy+}',
      'POST /{proxy+}',
    ]);
    expect(routes.every(({ AuthorizationType }) => AuthorizationType === 'AWS_IAM')).toBe(true);
  });

  it('logs requests by variables that API Gateway has for HTTP APIs', () => {
    const [stage] = Object.values(template.findResources('AWS::ApiGatewayV2::Stage'));
    const Format: string = stage?.Properties.AccessLogSettings.Format ?? '';
    const variables = [...Format.matchAll(/\$context\.([\w.]+)/g)].map(([, name]) => name);
    // Of the list in "Customize HTTP API access logs" of API Gateway's developer guide.
    const known = ['requestId', 'requestTime', 'httpMethod', 'path', 'status', 'responseLength', 'error.message'];
    expect(variables.length).toBeGreaterThan(0);
    for (const name of variables) expect([...known, 'identity.caller', 'identity.sourceIp']).toContain(name);
  });

  it('ends logs after a month, alarms on failures, throttles and a broken oracle, and draws a dashboard', () => {
    const logs = Object.values(template.findResources('AWS::Logs::LogGroup'));
    expect(logs.map(({ Properties }) => Properties.RetentionInDays)).toEqual(logs.map(() => 30));
    const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);
    expect(alarms.map(({ MetricName }) => MetricName).sort()).toEqual([
      'Errors',
      'ExecutionsFailed',
      'Throttles',
      'Throttles',
      'Throttles',
    ]);
    template.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
  });

  it('takes every setting of a tuning', () => {
    const source = { module, memory: 640, timeout: Duration.minutes(2), environment: { DATA: 'there' } };
    templateOf({ tunings: { one: source } }).hasResourceProperties('AWS::Lambda::Function', {
      MemorySize: 640,
      Timeout: 120,
      Architectures: ['arm64'],
      Environment: {
        Variables: Match.objectLike({ DATA: 'there', STEPLADDER_TUNING: 'one', STEPLADDER_TIMEOUT: '120' }),
      },
      Tags: Match.arrayWith([{ Key: 'stepladder:tuning', Value: 'one' }]),
    });
  });

  it('takes limits of slots and dollars, and how long checkpoints are kept', () => {
    const limited = templateOf({ parallelism: 8, dailyBudget: 5, checkpointDays: 30 });
    limited.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: Match.objectLike({ STEPLADDER_MOST_SLOTS: '8', STEPLADDER_DAILY_DOLLARS: '5' }) },
    });
    limited.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: Match.arrayWith([Match.objectLike({ Prefix: 'checkpoints/', ExpirationInDays: 30 })]),
      },
    });
    template.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: Match.arrayWith([Match.objectLike({ Prefix: 'checkpoints/', ExpirationInDays: Match.absent() })]),
      },
    });
  });

  it('packs a tuning into an image where that is asked for', () => {
    const image = templateOf({ tunings: { one: { module, package: 'image' } } });
    image.hasResourceProperties('AWS::Lambda::Function', {
      PackageType: 'Image',
      Architectures: [process.arch === 'arm64' ? 'arm64' : 'x86_64'],
    });
  });

  it.each([
    ['no tunings', { tunings: {} }, 'at least one tuning'],
    [
      'too many tunings',
      { tunings: Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`t${index}`, { module }])) },
      'room for 16',
    ],
    ['a bad name', { tunings: { 'a b': { module } } }, "'a b' cannot name a tuning"],
    ['too many slots', { parallelism: 1001 }, '`parallelism` is 1001'],
    ['a budget of nothing', { dailyBudget: 0 }, '`dailyBudget` is 0'],
    ['too little memory', { tunings: { one: { module, memory: 64 } } }, '`memory` is 64'],
    ['too long a timeout', { tunings: { one: { module, timeout: Duration.minutes(16) } } }, 'at most 15 minutes'],
    [
      'no module',
      { tunings: { one: { module: 'test/fixtures/nowhere' } } },
      'no tuning module at test/fixtures/nowhere',
    ],
  ])('says what is wrong with %s', (_, props, message) => {
    expect(() => templateOf(props)).toThrow(message);
  });
});
