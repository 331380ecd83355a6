import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFor } from '../../../shared/math/random.js';
import { modePairsOf } from '../../../shared/space/mode-pairs.js';
import type { Value, Values } from '../../../shared/space/parameter.js';
import { randomPoint } from '../../../shared/space/points.js';
import type { Space } from '../../../shared/space/space.js';
import { columnsOf, leaderboardOf, metricsOf, pairsOf, rankingBy } from '../../../shared/study/leaderboard.js';
import type { Definition, Metrics } from '../../../shared/study/records.js';
import type { Study } from '../../../shared/study/study.js';
import type { Trial } from '../../../shared/study/trial.js';
import { pairedSpaces } from '../space/paired-spaces.js';
import { spaceOf, spaces } from '../space/spaces.js';
import { assigned, completed, failed, studyOf } from './records.js';

/** A study whose trials, numbered from 0, have these values and metrics. */
const studyWith = (trials: readonly { values?: Values; metrics: Metrics }[], changes: Partial<Definition> = {}) =>
  studyOf(
    trials.map(({ values = {}, metrics }, leg) => [
      assigned(leg, { values }),
      completed(leg, 0, { reports: [{ epoch: 1, metrics }] }),
    ]),
    changes,
  );
const rowOf = (study: Study, trial: Trial) =>
  Object.fromEntries(columnsOf(study).map(({ header, cell }) => [header, cell(trial)]));
const ranked = (study: Study, metric: string, direction?: 'min' | 'max') =>
  leaderboardOf(study, rankingBy(study, metric, direction)).map(({ trial }) => trial.number);

describe('the ranking', () => {
  const score = fc.constantFrom(-1, 0, 0.5, 0.5, 2);
  const metrics = fc.record(
    { score, acc: fc.option(score), val_loss: score, time: score },
    { requiredKeys: ['score'] },
  );

  it('goes by any metric in any direction, those without it last, the first of equals first', () => {
    fc.assert(
      fc.property(
        fc.array(metrics, { minLength: 1 }),
        fc.constantFrom('score', 'acc', 'val_loss', 'time'),
        fc.constantFrom('min', 'max'),
        (list, metric, direction) => {
          const study = studyWith(list.map((metrics) => ({ metrics })));
          fc.pre(metricsOf(study).includes(metric));
          const numbers = ranked(study, metric, direction);
          const valueIn = (number: number) => list[number]?.[metric as 'score'] ?? undefined;
          expect([...numbers].sort((a, b) => a - b)).toEqual(list.map((_, number) => number));
          for (const [index, next] of numbers.slice(1).entries()) {
            const before = numbers[index] as number;
            const [a, b] = [valueIn(before), valueIn(next)];
            if (a === b) expect(before).toBeLessThan(next);
            else if (a === undefined || b === undefined) expect(b).toBeUndefined();
            else expect(direction === 'min' ? b - a : a - b).toBeGreaterThan(0);
          }
        },
      ),
    );
  });

  const list = [
    { metrics: { score: 2, val_loss: 1, acc: 0.1, time: 5 } },
    { metrics: { score: 1, val_loss: 2, acc: 0.2, time: 9 } },
  ];

  it.each([
    ['the objective by its own direction', 'score', [1, 0]],
    ['a metric whose name tells by that: a loss', 'val_loss', [0, 1]],
    ['and an accuracy', 'acc', [1, 0]],
    ['another metric from the greatest value down', 'time', [1, 0]],
  ])('is of %s', (_, metric, expected) => {
    expect(ranked(studyWith(list), metric)).toEqual(expected);
  });

  it('is the other way round on request', () => {
    expect(ranked(studyWith(list), 'score', 'max')).toEqual([0, 1]);
    expect(ranked(studyWith(list), 'time', 'min')).toEqual([0, 1]);
  });

  it('leaves out trials that failed or have no score', () => {
    const study = studyOf([[assigned(0), failed(0)], [assigned(1)], [assigned(2), completed(2, 1)]]);
    expect(leaderboardOf(study).map(({ trial }) => trial.number)).toEqual([2]);
  });

  it('by a metric that nobody reported is refused, naming those there are', () => {
    for (const metric of ['recall', 'constructor']) {
      expect(() => rankingBy(studyWith(list), metric)).toThrow(
        expect.objectContaining({
          code: 'InvalidRequest',
          message: `No trial of study 's' has reported '${metric}'. Metrics there are: score, val_loss, acc, time`,
        }),
      );
    }
  });
});

describe('the columns', () => {
  it('are all metrics, the objective first, then the hyperparameters, a mode beside its value', () => {
    const space = spaceOf(
      { kind: 'choice', name: 'cut_mode', values: ['topn', 'thr'] },
      { kind: 'boolean', name: 'fast' },
      { kind: 'int', name: 'topn', min: 1, max: 9, when: [{ parameter: 'cut_mode', in: ['topn'] }] },
      { kind: 'float', name: 'thr', min: 0, max: 1, when: [{ parameter: 'cut_mode', in: ['thr'] }] },
    );
    const study = studyWith(
      [
        { values: { cut_mode: 'thr', fast: true, thr: 0.5 }, metrics: { recall: 1, score: 0 } },
        { values: { cut_mode: 'topn', fast: false, topn: 3 }, metrics: { score: 1, ndcg: null } },
      ],
      { space },
    );
    expect(columnsOf(study).map(({ header }) => header)).toEqual([
      'score',
      'recall',
      'ndcg',
      'cut Mode',
      'cut Value',
      'fast',
    ]);
    expect(study.trials.map((trial) => rowOf(study, trial))).toEqual([
      { score: 0, recall: 1, ndcg: undefined, 'cut Mode': 'thr', 'cut Value': 0.5, fast: true },
      { score: 1, recall: undefined, ndcg: undefined, 'cut Mode': 'topn', 'cut Value': 3, fast: false },
    ]);
  });

  /** What a row says of the trial's hyperparameters, read back by the space alone. */
  const valuesIn = (row: Record<string, Value | undefined>, space: Space): Values => {
    const pairs = modePairsOf(space);
    const plain = space.parameters.filter(({ name }) => Object.hasOwn(row, name)).map(({ name }) => [name, row[name]]);
    const paired = pairs.flatMap(({ label, mode, values }) => {
      const chosen = row[`${label} Mode`];
      const name = chosen === undefined ? undefined : values.get(chosen);
      return [[mode, chosen], ...(name === undefined ? [] : [[name, row[`${label} Value`]]])];
    });
    return Object.fromEntries([...plain, ...paired].filter(([, value]) => value !== undefined));
  };

  it("of a row hold all of its trial's hyperparameters and nothing else", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          spaces,
          pairedSpaces.map(({ space }) => space),
        ),
        fc.integer(),
        (space, seed) => {
          const points = [0, 1, 2].map((index) => randomPoint(space, randomFor(seed, index)));
          const study = studyWith(
            points.map((values) => ({ values, metrics: { score: 0 } })),
            { space },
          );
          for (const trial of study.trials) {
            const row = rowOf(study, trial);
            expect(valuesIn(row, space)).toEqual(trial.values);
            for (const { label } of modePairsOf(space)) {
              const pair = pairsOf(study, trial)[label];
              expect(pair?.mode).toEqual(row[`${label} Mode`]);
              expect(pair?.value ?? null).toEqual(row[`${label} Value`] ?? null);
            }
          }
        },
      ),
    );
  });

  it('show the value of the mode that a trial has, even if values of other modes were recorded with it', () => {
    fc.assert(
      fc.property(pairedSpaces, fc.integer(), ({ space, pairs }, seed) => {
        const point = randomPoint(space, randomFor(seed));
        const all = Object.fromEntries(
          pairs.flatMap(({ values }) => [...values.values()].map((name) => [name, 'stray'])),
        );
        const study = studyWith(
          [point, { ...all, ...point }].map((values) => ({ values, metrics: { score: 0 } })),
          {
            space,
          },
        );
        const [clean, strewn] = study.trials.map((trial) => rowOf(study, trial));
        expect(strewn).toEqual(clean);
      }),
    );
  });
});
