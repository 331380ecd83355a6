import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import { describe, expect, it } from 'vitest';
import workflow from '../../cdk/workflow.asl.json' with { type: 'json' };
import { oracleHandler } from '../../functions/oracle.js';
import { trialHandler } from '../../functions/trial.js';
import '../../shared/local/promise-with-resolvers.js';
import { MemoryStore } from '../../shared/store/memory.js';
import { StudyLog } from '../../shared/study/log.js';
import { defineTuning } from '../../shared/training/tuning.js';

const tuning = defineTuning({
  objective: { name: 'score', direction: 'min' },
  space: (hp) => hp.float('x', { min: 0, max: 1 }),
  evaluate: (hp) => hp.get<number>('x'),
});

interface Call {
  readonly Payload: object;
}

/** Runs a study by the state machine's file; answers with the history's entered states, by name. */
async function statesEntered(trials: number, slots: number): Promise<Record<string, number>> {
  const store = new MemoryStore();
  const oracle = oracleHandler(store);
  const trial = trialHandler({ store, load: async () => tuning, name: 't', progressInterval: 1000 });
  const context = { getRemainingTimeInMillis: () => 60_000 };
  const call = (handler: (event: object) => Promise<object>) => async (call: Call) => ({
    Payload: await handler(call.Payload),
  });
  const machine = new StateMachine(workflow as unknown as StateMachineDefinition, {
    validationOptions: { noValidate: true },
  });
  const request = { study: 's', start: { trialFunction: 't' }, budget: { trials }, slots };
  const { result, eventLogs } = machine.run({ request } as never, {
    context: { Execution: { Name: 'e', StartTime: '2026-11-24T00:00:00Z' }, State: { RetryCount: 0 } },
    overrides: {
      taskResourceLocalHandlers: {
        Open: call(oracle),
        Describe: call((event) => trial(event, context)),
        Ask: call(oracle),
        Trial: call((event) => trial(event, context)),
        Close: call(oracle),
      } as never,
    },
  });
  const entered: Record<string, number> = {};
  for await (const event of eventLogs) {
    if (event.type === 'StateEntered') entered[event.state.name] = (entered[event.state.name] ?? 0) + 1;
  }
  await result;
  expect((await StudyLog.open(store, 's')).study.lastRun?.end?.status).toBe('completed');
  return entered;
}

describe('the history of an execution', () => {
  it('has three transitions a leg, those of a slot that ends, and nine of the study', async () => {
    const legs = 40;
    expect(await statesEntered(legs, 8)).toEqual({
      ...{ Open: 2, 'Described?': 2, Describe: 1, Slots: 1, Close: 1, 'Again?': 1, Done: 1 },
      ...{ Ask: legs + 8, 'Next?': legs + 8, Trial: legs, Ended: 8 },
    });
  });
});
