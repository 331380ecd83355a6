import { describe, expect, it } from 'vitest';
import { trialWithHistory } from '../../../shared/study/document.js';
import type { LegDocument } from '../../../shared/study/leg-document.js';
import { StudyLog } from '../../../shared/study/log.js';
import { TestApi } from './test-api.js';

describe('the legs of a study', () => {
  it('say who trained what when, and cost what the study has cost', async () => {
    const api = new TestApi();
    const { spent, best } = await api.run('s', { budget: { trials: 6 }, slots: 2 });
    const { legs } = (await api.ok('GET', '/studies/s/legs')) as { legs: LegDocument[] };
    const { study } = await StudyLog.open(api.store, 's');
    const histories = study.trials.flatMap((trial) => trialWithHistory(study, trial).history);
    const ofTrial = ({ leg, fromEpoch, toEpoch, slot, status, seconds, dollars }: LegDocument) => {
      return { leg, fromEpoch, toEpoch, slot, status, seconds, dollars };
    };
    expect(legs.map(ofTrial)).toEqual(
      histories.sort((a, b) => a.leg - b.leg).map(({ reports, ...history }) => expect.objectContaining(history)),
    );
    expect(legs.map(({ begun, ended, run, worker }) => [begun, ended, run, worker])).toEqual(
      study.legs.map(({ assigned, result }) => [assigned.at, result?.at, 1, false]),
    );
    expect(legs.reduce((sum, { dollars = 0 }) => sum + dollars, 0)).toBeCloseTo(spent.dollars, 12);
    expect(Math.max(...legs.map(({ score }) => score ?? 0))).toBe(best.score);
  });

  it('say what their trial had come to with them', async () => {
    const api = new TestApi();
    await api.run('s', { oracle: 'hyperband', epochs: 9, budget: { epochs: 60 }, slots: 1 });
    const { legs } = (await api.ok('GET', '/studies/s/legs?limit=1000')) as { legs: LegDocument[] };
    const { trials } = await api.ok('GET', '/studies/s/trials?limit=1000');
    expect(legs.length).toBeGreaterThan(trials.length);
    for (const { number, score, metrics } of trials) {
      const own = legs.filter(({ trial }) => trial === number);
      expect(own.at(-1)).toMatchObject({ score, metrics });
    }
    expect(legs.every(({ fromEpoch, toEpoch }) => fromEpoch < toEpoch)).toBe(true);
  });

  it('come in pages that joined are the whole; those that run have no end', async () => {
    const api = new TestApi();
    api.runner.training.close();
    await api.ok('POST', '/studies', { study: 's', tuning: 'sum', budget: { trials: 5 }, slots: 3 });
    await expect.poll(async () => (await api.ok('GET', '/studies/s')).running?.length).toBe(3);
    const { leg } = await api.ok('POST', '/studies/s/ask', { slot: 0, turn: 0 });
    const { legs: all } = (await api.ok('GET', '/studies/s/legs')) as { legs: LegDocument[] };
    expect(all.map((each) => each.leg)).toEqual([0, 1, 2, 3]);
    expect(all[3]).toEqual({
      ...{ leg: 3, trial: leg.trial, run: 1, slot: 0, worker: true, status: 'running', fromEpoch: 0, toEpoch: 1 },
      ...{ begun: leg.at, seconds: 0, score: null, metrics: {} },
    });
    const first = await api.ok('GET', '/studies/s/legs?limit=3');
    const second = await api.ok('GET', `/studies/s/legs?limit=3&after=${first.next}`);
    expect([...first.legs, ...second.legs]).toEqual(all);
    expect(second.next).toBeUndefined();
    await api.runner.abort('s.0001');
  });
});
