import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import { describe, expect, it } from 'vitest';
import workflow from '../../cdk/workflow.asl.json' with { type: 'json' };
import { errorCodes } from '../../shared/errors.js';

interface State {
  readonly Type: string;
  readonly TimeoutSeconds?: number;
  readonly Parameters?: { readonly FunctionName?: string; readonly 'FunctionName.$'?: string };
  readonly Retry?: readonly { readonly ErrorEquals: readonly string[] }[];
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
    (_, { TimeoutSeconds, Retry }) => {
      expect(TimeoutSeconds).toBeGreaterThan(0);
      const errors = Retry?.flatMap(({ ErrorEquals }) => ErrorEquals) ?? [];
      const ours = errors.filter((name) => !name.startsWith('Lambda.'));
      expect(errors.length).toBeGreaterThan(ours.length);
      for (const name of ours) expect(errorCodes[name as keyof typeof errorCodes]).toBe('retry');
    },
  );

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
