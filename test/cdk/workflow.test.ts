import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import { describe, expect, it } from 'vitest';
import workflow from '../../cdk/workflow.asl.json' with { type: 'json' };
import { errorCodes } from '../../shared/errors.js';

interface State {
  readonly Type: string;
  readonly TimeoutSeconds?: number;
  readonly Parameters?: { readonly FunctionName?: string; readonly 'FunctionName.$'?: string };
  readonly Retry?: readonly {
    readonly ErrorEquals: readonly string[];
    readonly IntervalSeconds?: number;
    readonly MaxAttempts?: number;
    readonly BackoffRate?: number;
    readonly MaxDelaySeconds?: number;
  }[];
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[] }[];
}

const children = workflow.States.Slots.ItemProcessor.States as unknown as Record<string, State>;
const states = Object.entries({ ...(workflow.States as unknown as Record<string, State>), ...children });
/** Where the deployment puts the name of the oracle function. */
const oracleFunction = `$${'{OracleFunction}'}`;
const tasks = states.filter(([, { Type }]) => Type === 'Task');

describe('the state machine', () => {
  it('is valid Amazon States Language', () => {
    expect(
      () => new StateMachine(workflow as unknown as StateMachineDefinition, { validationOptions: { checkArn: false } }),
    ).not.toThrow();
  });

  it('is open to one name alone; the trial function comes with the study', () => {
    const names = tasks.map(([, { Parameters }]) => Parameters?.FunctionName ?? Parameters?.['FunctionName.$']);
    expect(new Set(names)).toEqual(new Set([oracleFunction, '$.opened.answer.trialFunction', '$.trialFunction']));
    expect(JSON.stringify(workflow).match(/\$\{\w+\}/g)).toEqual(names.filter((name) => name?.startsWith('${')));
  });

  it.each(tasks)(
    'gives %s a time limit of its own, and tries again only what may succeed later',
    (name, { TimeoutSeconds, Retry }) => {
      expect(TimeoutSeconds).toBeGreaterThan(0);
      const errors = Retry?.flatMap(({ ErrorEquals }) => ErrorEquals) ?? [];
      const ours = errors.filter((error) => !/^(Lambda|Sandbox|Runtime)\./.test(error));
      expect(errors).toEqual(expect.arrayContaining(['Lambda.ServiceException', 'Lambda.TooManyRequestsException']));
      for (const error of ours) expect(errorCodes[error as keyof typeof errorCodes]).toBe('retry');
      // What breaks in the oracle is harmless to repeat; what breaks in a trial is the trial's failure.
      const isOfOracle = ['Open', 'Ask', 'Close'].includes(name);
      expect(errors.includes('Sandbox.Timedout')).toBe(isOfOracle);
      expect(errors.includes('Runtime.ExitError')).toBe(isOfOracle);
    },
  );

  it('waits for functions that AWS wakes, which takes up to two minutes, and for throttled ones', () => {
    const waits = (task: State | undefined, error: string) => {
      const {
        IntervalSeconds = 0,
        MaxAttempts = 0,
        BackoffRate = 1,
        MaxDelaySeconds = 0,
      } = task?.Retry?.find(({ ErrorEquals }) => ErrorEquals.includes(error)) ?? {};
      const delays = Array.from({ length: MaxAttempts }, (_, attempt) =>
        Math.min(MaxDelaySeconds, IntervalSeconds * BackoffRate ** attempt),
      );
      // Full jitter waits half of it in the mean.
      return delays.reduce((sum, delay) => sum + delay, 0) / 2;
    };
    for (const [, task] of tasks) {
      expect(waits(task, 'Lambda.CodeArtifactUserPendingException')).toBeGreaterThan(120);
      expect(waits(task, 'Lambda.TooManyRequestsException')).toBeGreaterThan(900);
    }
  });

  it('carries little of what slots say that gave up: all together must fit into 256 KiB', () => {
    expect(workflow.States.Slots.ItemProcessor.States['Gave up'].Parameters).toEqual({
      fault: { 'Error.$': '$.fault.Error' },
    });
  });

  it('lets no slot fail: its tasks catch everything', () => {
    for (const name of ['Ask', 'Trial']) {
      expect(children[name]?.Catch?.map(({ ErrorEquals }) => ErrorEquals)).toEqual([['States.ALL']]);
    }
  });

  it('spreads as many slots as a study may have', () => {
    expect(workflow.States.Slots.MaxConcurrency).toBe(1000);
    expect(workflow.States.Slots.ItemProcessor.ProcessorConfig).toEqual({
      Mode: 'DISTRIBUTED',
      ExecutionType: 'STANDARD',
    });
  });
});
