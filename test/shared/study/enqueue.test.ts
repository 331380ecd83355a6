import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFor } from '../../../shared/math/random.js';
import { oracleNamed, oracleNames } from '../../../shared/oracles/oracles.js';
import { defaultOf } from '../../../shared/space/domain.js';
import type { Value, Values } from '../../../shared/space/parameter.js';
import { randomPoint } from '../../../shared/space/points.js';
import { chooseValues, pointKey, type Space } from '../../../shared/space/space.js';
import { MemoryStore } from '../../../shared/store/memory.js';
import { ask } from '../../../shared/study/ask.js';
import { checkEnqueued } from '../../../shared/study/enqueue.js';
import { StudyLog } from '../../../shared/study/log.js';
import { open } from '../../../shared/study/open.js';
import type { Study } from '../../../shared/study/study.js';
import { spaceOf, spaces } from '../space/spaces.js';
import { completed } from './records.js';

/** Oracles that do not need several epochs. */
const wholeTrainings = oracleNames.filter((name) => name === 'auto' || !oracleNamed(name).options);

const objective = { name: 'score', direction: 'min' as const };

interface Situation {
  readonly oracle: string;
  readonly space: Space;
  readonly enqueue: Values[];
  readonly slots: number;
  readonly trials: number;
  readonly seed: number;
}

/** A study whose slots begin in any order, tell in any order and ask until they are done. */
async function studyOf({ oracle, space, enqueue, slots, trials, seed }: Situation): Promise<Study> {
  const store = new MemoryStore();
  const description = { tuning: 't', objective, space, enqueue };
  const start = { trialFunction: 't', oracle, seed };
  await open(store, { study: 's', execution: 'e', start, budget: { trials }, slots, description }, () => 0);
  const log = await StudyLog.open(store, 's');
  const random = randomFor(seed, 'order');
  const idle = Array.from({ length: slots }, (_, slot) => ({ slot, turn: 0 }));
  const pending: { slot: number; turn: number; leg: number }[] = [];
  const draw = <T>(from: T[]) => from.splice(Math.floor(random() * from.length), 1)[0] as T;
  while (idle.length + pending.length > 0) {
    if (idle.length > 0 && (pending.length === 0 || random() < 0.6)) {
      const lane = draw(idle);
      const answer = await ask(log, { run: 1, round: 1, ...lane }, () => 0);
      if (answer.next === 'train') pending.push({ ...lane, leg: answer.leg });
      if (answer.next !== 'wait') continue;
      idle.push(lane);
      expect(pending).not.toEqual([]);
    }
    const { slot, turn, leg } = draw(pending);
    const epoch = log.study.leg(leg)?.assigned.toEpoch as number;
    await log.createResult(completed(leg, random(), { reports: [{ epoch, metrics: { score: random() } }] }));
    idle.push({ slot, turn: turn + 1 });
  }
  return log.study;
}

/** Parts of points of a space: some hyperparameters of each, or all where the others' defaults would make one inactive. */
const partsOf = (space: Space) =>
  fc.array(fc.tuple(fc.integer(), fc.infiniteStream(fc.boolean())), { maxLength: 4 }).map((seeds) =>
    seeds.map(([seed, keep]) => {
      const point = randomPoint(space, randomFor(seed));
      const part = Object.fromEntries(Object.entries(point).filter(() => keep.next().value as boolean));
      try {
        checkEnqueued(space, [part]);
        return part;
      } catch {
        return point;
      }
    }),
  );

const situations = spaces
  .filter(({ parameters }) => parameters.length > 0)
  .chain((space) =>
    fc.record({
      space: fc.constant(space),
      enqueue: partsOf(space),
      slots: fc.integer({ min: 1, max: 5 }),
      seed: fc.nat(),
    }),
  );

const unit = spaceOf({ name: 'x', kind: 'float', min: 0, max: 1 }, { name: 'n', kind: 'int', min: 1, max: 3 });
const openWith = (space: Space, enqueue: Values[]) =>
  open(
    new MemoryStore(),
    {
      ...{ study: 's', execution: 'e', start: { trialFunction: 't', enqueue } },
      description: { tuning: 't', objective, space },
    },
    () => 0,
  );

describe('enqueued points', () => {
  it.each(wholeTrainings)('are the first trials, in their order, each once: %s', async (oracle) => {
    await fc.assert(
      fc.asyncProperty(situations, async (situation) => {
        const { space, enqueue } = situation;
        const { trials } = await studyOf({ ...situation, oracle, trials: enqueue.length + 2 });
        const points = trials.map(({ point }) => point);
        expect(new Set(points).size).toBe(points.length);
        const completions = enqueue.map((given) =>
          chooseValues(space, (parameter) =>
            Object.hasOwn(given, parameter.name) ? (given[parameter.name] as Value) : defaultOf(parameter),
          ),
        );
        const expected = [...new Set(completions.map(pointKey))];
        expect(points.slice(0, expected.length)).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  it('have the defaults of what they leave out, of what is active there alone', async () => {
    const space = spaceOf(
      { name: 'gamma', kind: 'float', min: 1, max: 2, default: 1.5, when: [{ parameter: 'kernel', in: ['rbf'] }] },
      { name: 'degree', kind: 'int', min: 2, max: 5, when: [{ parameter: 'kernel', in: ['poly'] }] },
      { name: 'kernel', kind: 'choice', values: ['poly', 'rbf'] },
      { name: 'C', kind: 'float', min: 0, max: 1, step: 0.1 },
    );
    const enqueue = [{}, { kernel: 'rbf' }, { C: 0.30000000000000004 }, { C: 0.3 }, { kernel: 'poly' }];
    const { trials } = await studyOf({ oracle: 'random', space, enqueue, slots: 2, trials: 3, seed: 1 });
    expect(trials.map(({ values }) => values)).toEqual([
      { kernel: 'poly', degree: 2, C: 0 },
      { kernel: 'rbf', gamma: 1.5, C: 0 },
      { kernel: 'poly', degree: 2, C: 0.3 },
    ]);
  });

  it('are tried where a grid has other points', async () => {
    const space = spaceOf({ name: 'x', kind: 'float', min: 0, max: 1 });
    const grid = await studyOf({ oracle: 'grid', space, enqueue: [], slots: 1, trials: 99, seed: 1 });
    const enqueue = [...grid.trials.map(({ values }) => values), { x: 0.123 }];
    const { trials } = await studyOf({ oracle: 'grid', space, enqueue, slots: 3, trials: 99, seed: 1 });
    expect(trials.map(({ values }) => values)).toEqual(enqueue);
  });

  it('go on after a resume', async () => {
    const store = new MemoryStore();
    const description = { tuning: 't', objective, space: unit };
    const enqueue = [{ x: 0.1 }, { x: 0.2 }, { x: 0.3, n: 2 }];
    const start = { trialFunction: 't', enqueue };
    await open(store, { study: 's', execution: 'a', start, budget: { trials: 1 }, slots: 1, description }, () => 0);
    const log = await StudyLog.open(store, 's');
    for (const run of [1, 2]) {
      if (run === 2) await open(store, { study: 's', execution: 'b', budget: { trials: 3 } }, () => 0);
      for (let turn = 0; ; turn++) {
        const answer = await ask(log, { run, round: 1, slot: 0, turn }, () => 0);
        if (answer.next !== 'train') break;
        await log.createResult(completed(answer.leg, 1));
      }
      expect(log.study.trials).toHaveLength(run === 1 ? 1 : 3);
    }
    expect(log.study.trials.map(({ values }) => values)).toEqual([
      { x: 0.1, n: 1 },
      { x: 0.2, n: 1 },
      { x: 0.3, n: 2 },
    ]);
  });

  const conditional = spaceOf(
    { name: 'kernel', kind: 'choice', values: ['linear', 'rbf'] },
    { name: 'gamma', kind: 'float', min: 1, max: 2, when: [{ parameter: 'kernel', in: ['rbf'] }] },
  );
  it.each<[string, Space, Values, string, RegExp]>([
    ['an unknown name', unit, { y: 1 }, 'UnknownHyperparameter', /\{"y":1\} names y, which .* It has: x, n$/],
    ['a value out of range', unit, { x: 2 }, 'InvalidHyperparameter', /gives x the value 2, which is not in .*"max":1/],
    ['no whole number', unit, { n: 1.5 }, 'InvalidHyperparameter', /gives n the value 1.5/],
    ['another type', unit, { x: '0.5' }, 'InvalidHyperparameter', /gives x the value "0.5"/],
    ['what is inactive', conditional, { gamma: 1 }, 'InactiveHyperparameter', /It needs kernel in \["rbf"\]: give/],
    ['an unknown space', { parameters: [] }, { x: 1 }, 'UnknownHyperparameter', /declare `space` in the tuning/],
  ])('are refused for %s', async (_, space, point, code, message) => {
    const refused = { code, message: expect.stringMatching(message) };
    await expect(openWith(space, [{}, point])).rejects.toMatchObject(refused);
  });

  it('may be the defaults of a space that is not known yet', async () => {
    await expect(openWith({ parameters: [] }, [{}])).resolves.toMatchObject({ next: 'slots' });
  });
});
