import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oracleNamed, oracleNames } from '../../../shared/oracles/oracles.js';
import type { Values } from '../../../shared/space/parameter.js';
import { pointKey, type Space } from '../../../shared/space/space.js';
import { MemoryStore } from '../../../shared/store/memory.js';
import { ask } from '../../../shared/study/ask.js';
import { StudyLog } from '../../../shared/study/log.js';
import { open } from '../../../shared/study/open.js';
import { spaces } from '../../shared/space/spaces.js';
import { completed, failed } from '../../shared/study/records.js';
import { objective, sessionOf } from './session-of.js';

/** Oracles that do not need several epochs. */
const wholeTrainings = oracleNames.filter((name) => name === 'auto' || !oracleNamed(name).options);

/** What happens next: another trial begins, or one of those pending ends, with a score or, if negative, a failure. */
const steps = fc.array(fc.oneof(fc.constant('ask' as const), fc.record({ which: fc.nat(), score: fc.integer() })), {
  maxLength: 24,
});
type Step = 'ask' | { which: number; score: number };

interface Situation {
  readonly oracle: string;
  readonly space: Space;
  readonly seed: number;
  readonly steps: readonly Step[];
}

const slots = 4;
const trials = 8;

/** The values that a study in a store hands out, by the calls of the oracle's function. */
async function inStudy({ oracle, space, seed, steps }: Situation): Promise<(Values | string)[]> {
  const store = new MemoryStore();
  const description = { tuning: 't', objective, space };
  const start = { trialFunction: 't', oracle, seed, maxConsecutiveFailures: 1000 };
  await open(store, { study: 's', execution: 'e', start, budget: { trials }, slots, description }, () => 0);
  const log = await StudyLog.open(store, 's');
  const turns = Array(slots).fill(0);
  const pending: { leg: number; slot: number }[] = [];
  const heard: (Values | string)[] = [];
  for (const step of steps) {
    if (step === 'ask') {
      const slot = turns.findIndex((_, lane) => !pending.some((each) => each.slot === lane));
      if (slot < 0) continue;
      const answer = await ask(log, { run: 1, round: 1, slot, turn: turns[slot]++ }, () => 0);
      heard.push(answer.next === 'train' ? answer.assigned.values : answer.next);
      if (answer.next === 'train') pending.push({ leg: answer.leg, slot });
    } else if (pending.length > 0) {
      const [{ leg }] = pending.splice(step.which % pending.length, 1) as [(typeof pending)[number]];
      await log.createResult(step.score < 0 ? failed(leg, 'TrialFailed') : completed(leg, step.score));
    }
  }
  return heard;
}

/** The same by ask and tell. */
function inSession({ oracle, space, seed, steps }: Situation): (Values | string)[] {
  const { handOut: _, ...session } = sessionOf(oracle, { space, seed, maxTrials: trials });
  const pending: string[] = [];
  const heard: (Values | string)[] = [];
  for (const step of steps) {
    if (step === 'ask') {
      if (pending.length === slots) continue;
      const { trial, wait } = session.ask();
      heard.push(trial?.values ?? (wait ? 'wait' : 'done'));
      if (trial) pending.push(trial.id);
    } else if (pending.length > 0) {
      const [id] = pending.splice(step.which % pending.length, 1) as [string];
      session.tell(id, step.score < 0 ? { failed: 'why' } : { score: step.score });
    }
  }
  return heard;
}

describe('ask and tell', () => {
  it.each(wholeTrainings)('suggest what a study with the same seed and results does: %s', async (oracle) => {
    const situations = fc.record({ oracle: fc.constant(oracle), space: spaces, seed: fc.nat(), steps });
    await fc.assert(
      fc.asyncProperty(situations, async (situation) => {
        fc.pre(situation.space.parameters.length > 0);
        expect(inSession(situation)).toEqual(await inStudy(situation));
      }),
      { numRuns: 40 },
    );
  });

  it('hand out as many trials as were budgeted, failed and pending ones too', () => {
    const { handOut, ask, tell } = sessionOf('random', { maxTrials: 3 });
    const ids = [handOut(), handOut(), handOut()].map(({ id }) => id);
    expect(ids).toEqual(['0', '1', '2']);
    expect(ask()).toEqual({ done: true });
    for (const id of ids) expect(tell(id, { failed: 'no luck' })).toEqual({ continue: false });
    expect(ask()).toEqual({ done: true });
  });

  it('go on without a budget, whatever fails', () => {
    const { handOut, tell } = sessionOf('random', { maxTrials: undefined });
    const points = Array.from({ length: 50 }, () => {
      const { id, values } = handOut();
      tell(id, { failed: 'no luck' });
      return pointKey(values);
    });
    expect(new Set(points).size).toBe(50);
  });

  it('are done when every point is tried', () => {
    const space = { parameters: [{ name: 'b', kind: 'boolean' }] };
    const { handOut, ask } = sessionOf('grid', { space, maxTrials: undefined });
    expect([handOut().values, handOut().values, ask()]).toEqual([{ b: false }, { b: true }, { done: true }]);
  });

  it('give the active hyperparameters alone', () => {
    const when = [{ parameter: 'kernel', in: ['rbf'] }];
    const space = {
      parameters: [
        { name: 'kernel', kind: 'choice', values: ['linear', 'rbf'] },
        { name: 'gamma', kind: 'float', min: 1, max: 2, sampling: 'log', when },
      ],
    };
    const { handOut } = sessionOf('random', { space, maxTrials: undefined });
    const values = Array.from({ length: 20 }, () => handOut().values);
    for (const each of values) expect(Object.hasOwn(each, 'gamma')).toBe(each.kernel === 'rbf');
    expect(new Set(values.map(({ kernel }) => kernel))).toEqual(new Set(['linear', 'rbf']));
  });

  it('begin with the points that were enqueued', () => {
    const { begin, handOut } = sessionOf('random', { enqueue: [{ x: 0.5 }, {}, { x: 0.5 }] });
    expect([handOut().values, handOut().values]).toEqual([{ x: 0.5 }, { x: 0 }]);
    expect(handOut().values).not.toEqual({ x: 0.5 });
    expect(() => begin({ enqueue: [{ y: 1 }] })).toThrow('The enqueued point {"y":1} names y');
    expect(handOut().id).toBe('3');
  });

  it('draw a seed where none is given', () => {
    const values = Array.from({ length: 2 }, () => sessionOf('random', { seed: undefined }).handOut().values);
    expect(values[0]).not.toEqual(values[1]);
  });

  it('begin anew with each create, and not with one that is refused', () => {
    const { begin, handOut, tell } = sessionOf('random', {});
    const first = handOut();
    expect(() => begin({ maxTrials: 0 })).toThrow('maxTrials');
    expect(handOut().id).toBe('1');
    begin();
    expect(() => tell('0', { score: 1 })).toThrow("No trial '0' was handed out");
    expect(handOut()).toEqual(first);
  });
});
