import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  LogQueryVisualizationType,
  LogQueryWidget,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';

/** What is watched. */
export interface Monitored {
  readonly machine: StateMachine;
  readonly oracle: LambdaFunction;
  readonly api: LambdaFunction;
  /** By the name of their tuning. */
  readonly trials: ReadonlyMap<string, LambdaFunction>;
}

const period = Duration.minutes(5);

/** Alarms that tell what a user must look at: studies that failed, throttles, an oracle that breaks. */
export function studyAlarms(scope: Construct, { machine, oracle, api, trials }: Monitored): Alarm[] {
  const ofTrials = [...trials].map(([name, each]) => [`Trial-${name}`, each] as const);
  const throttles = [['Oracle', oracle] as const, ['Api', api] as const, ...ofTrials].map(([name, each]) =>
    alarm(
      scope,
      `Throttles-${name}`,
      each.metricThrottles({ period }),
      `The function of ${name} is throttled: ask AWS for more concurrency, or use fewer slots`,
    ),
  );
  return [
    alarm(scope, 'FailedExecutions', machine.metricFailed({ period }), 'A study failed: its execution says why'),
    alarm(scope, 'OracleErrors', oracle.metricErrors({ period }), 'The oracle function breaks: its log says why'),
    ...throttles,
  ];
}

/** A dashboard of what runs, what breaks, and what each study costs. */
export function studyDashboard(scope: Construct, { machine, oracle, api, trials }: Monitored): Dashboard {
  const all = [...trials].map(([name, each]) => ({ name, each }));
  const functions = [{ name: 'oracle', each: oracle }, { name: 'api', each: api }, ...all];
  const graph = (title: string, left: IMetric[]) => new GraphWidget({ title, left, width: 12 });
  return new Dashboard(scope, 'Dashboard', {
    widgets: [
      [
        graph('Studies', [machine.metricStarted(), machine.metricSucceeded(), machine.metricFailed()]),
        graph(
          'Legs trained',
          all.map(({ name, each }) => each.metricInvocations({ label: name })),
        ),
      ],
      [
        graph(
          'Seconds a leg',
          all.map(({ name, each }) => each.metricDuration({ label: name })),
        ),
        graph(
          'Errors',
          functions.map(({ name, each }) => each.metricErrors({ label: name })),
        ),
      ],
      [
        graph(
          'Throttles',
          functions.map(({ name, each }) => each.metricThrottles({ label: name })),
        ),
        new LogQueryWidget({
          title: 'Dollars by study',
          logGroupNames: all.map(({ each }) => each.logGroup.logGroupName),
          view: LogQueryVisualizationType.TABLE,
          queryLines: [
            'filter ispresent(message.dollars)',
            'stats sum(message.dollars) as dollars, count(*) as legs by message.study',
            'sort dollars desc',
          ],
          width: 12,
        }),
      ],
    ],
  });
}

function alarm(scope: Construct, id: string, metric: IMetric, alarmDescription: string): Alarm {
  return new Alarm(scope, id, {
    metric,
    alarmDescription,
    threshold: 1,
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
}
