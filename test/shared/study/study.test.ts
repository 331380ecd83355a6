import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Assigned, Result } from '../../../shared/study/records.js';
import { Study } from '../../../shared/study/study.js';
import { assigned, completed, definition, failed, lost, studyOf } from './records.js';

const statuses = (legs: Parameters<typeof studyOf>[0], retries = 0) =>
  studyOf(legs, { retries }).trials.map(({ status }) => status);

describe('a study, folded from its records', () => {
  it('is the same whatever the order of the records, and however often each is applied', () => {
    const legs: [Assigned, Result?][] = [
      [assigned(0), completed(0, 0.5)],
      [assigned(1), failed(1)],
      [assigned(2, { trial: 1, values: { x: 0.001 } }), completed(2, 0.3)],
      [assigned(3, { trial: 2 }), lost(3)],
      [assigned(4, { trial: 3 })],
      [assigned(5, { trial: 4, values: {} }), completed(5, 1, { declared: [{ name: 'z', kind: 'boolean' }] })],
    ];
    const expected = studyOf(legs, { retries: 1 });
    const applications = legs.flatMap(([handed, result]) => [
      (study: Study) => study.applyAssigned(handed),
      ...(result ? [(study: Study) => study.applyResult(result)] : []),
    ]);
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...applications, ...applications], { minLength: 22, maxLength: 22 }),
        (order) => {
          const study = new Study(definition({ retries: 1 }));
          for (const apply of order) apply(study);
          expect(study.trials).toEqual(expected.trials);
          expect(study.legs).toEqual(expected.legs);
          expect(study.space).toEqual(expected.space);
          expect(study.nextLeg).toBe(6);
        },
      ),
    );
  });

  it('scores a trial by its best epoch, the first of equals', () => {
    const reports = [0.5, 0.2, 0.2, 0.4].map((score, index) => ({
      epoch: index + 1,
      metrics: { score, other: index },
    }));
    const [trial] = studyOf([[assigned(0, { toEpoch: 4 }), completed(0, 0, { reports })]]).trials;
    expect(trial).toMatchObject({ score: 0.2, epochs: 4, best: { epoch: 2, metrics: { other: 1 } } });
  });

  it('joins the legs of a trial that paused, and takes its newest checkpoint', () => {
    const first = completed(0, 0.4, { status: 'paused', checkpoint: 'a' });
    const reports = [{ epoch: 2, metrics: { score: 0.1 } }];
    const second = completed(1, 0, { reports, checkpoint: 'b' });
    const legs = (result?: Result) =>
      studyOf([
        [assigned(0, { toEpoch: 2 }), first],
        [assigned(1, { trial: 0, fromEpoch: 1, toEpoch: 2 }), result],
      ]);
    expect(studyOf([[assigned(0, { toEpoch: 2 }), first]]).trials[0]).toMatchObject({
      status: 'waiting',
      checkpoint: 'a',
      epochs: 1,
    });
    expect(legs(second).trials).toMatchObject([
      { status: 'completed', score: 0.1, epochs: 2, checkpoint: 'b', seconds: 2 },
    ]);
  });

  it('voids what a failed leg reported', () => {
    const reports = [{ epoch: 1, metrics: { score: 0.01 } }];
    const retried = studyOf(
      [
        [assigned(0), failed(0, 'Error', { reports })],
        [assigned(1, { trial: 0 }), completed(1, 0.5)],
      ],
      { retries: 1 },
    );
    expect(retried.trials[0]).toMatchObject({ status: 'completed', score: 0.5 });
  });

  it('lets a crashed trial try again as often as allowed', () => {
    const attempts = (count: number) =>
      Array.from({ length: count }, (_, leg) => [assigned(leg, { trial: 0 }), failed(leg)] as const);
    expect(statuses(attempts(2), 2)).toEqual(['waiting']);
    expect(statuses(attempts(3), 2)).toEqual(['failed']);
    expect(statuses(attempts(1), 0)).toEqual(['failed']);
  });

  it.each(['NotFiniteMetric', 'MissingMetric', 'TrialFailed', 'InvalidHyperparameter'])(
    'does not repeat what would fail again: %s',
    (code) => expect(statuses([[assigned(0), failed(0, code)]], 5)).toEqual(['failed']),
  );

  it('does not count a lost leg as a failure, but gives up a trial that loses its machine three times in a row', () => {
    const losses = (count: number) =>
      Array.from({ length: count }, (_, leg) => [assigned(leg, { trial: 0 }), lost(leg)] as const);
    expect(statuses(losses(2))).toEqual(['waiting']);
    expect(statuses(losses(3))).toEqual(['failed']);
    const paused = completed(2, 1, { status: 'paused' });
    expect(statuses([...losses(2), [assigned(2, { trial: 0 }), paused], [assigned(3, { trial: 0 }), lost(3)]])).toEqual(
      ['waiting'],
    );
  });

  it('does not take a leg that was throttled for a lost machine, nor for one that held', () => {
    const throttled = (leg: number) => lost(leg, { failure: { code: 'Lambda.TooManyRequestsException', message: '' } });
    const legsOf = (...results: ((leg: number) => Result)[]) =>
      results.map((result, leg) => [assigned(leg, { trial: 0 }), result(leg)] as const);
    expect(statuses(legsOf(...Array.from({ length: 9 }, () => throttled)))).toEqual(['waiting']);
    expect(statuses(legsOf(lost, throttled, lost, throttled))).toEqual(['waiting']);
    expect(statuses(legsOf(lost, throttled, lost, throttled, lost))).toEqual(['failed']);
  });

  it('takes for the last leg of a trial the one handed out last, also where it filled a gap of the numbers', () => {
    const legs = [
      [assigned(4), failed(4)],
      [assigned(2, { trial: 4, earlier: 1 }), completed(2, 0.5)],
    ] as const;
    for (const order of [legs, [...legs].reverse()]) {
      const [trial] = studyOf(order, { retries: 1 }).trials;
      expect(trial).toMatchObject({ status: 'completed', score: 0.5, epochs: 1, failure: undefined });
      expect(trial?.legs.map(({ assigned }) => assigned.leg)).toEqual([4, 2]);
    }
  });

  it('grows its space by what trials declared, which had its default there', () => {
    const declared = [{ name: 'z', kind: 'choice' as const, values: ['a', 'b'] }];
    const study = studyOf([[assigned(0), completed(0, 1, { declared })]]);
    expect(study.space.parameters.map(({ name }) => name)).toEqual(['x', 'z']);
    expect(study.trials[0]?.values).toEqual({ x: 0, z: 'a' });
  });
});
