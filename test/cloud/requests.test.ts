import { describe, expect, it } from 'vitest';
import { loopOfLeg } from '../../shared/study/cost.js';
import { StudyLog } from '../../shared/study/log.js';
import { deployed } from './deployed.js';
import { countByOperation } from './ministack-requests.js';
import { storeOf } from './store.js';
import { runStudy } from './studies.js';

const cloud = deployed({
  tunings: {
    steady: { module: 'test/cloud/tunings/steady.ts', memory: 256 },
    'no-op': { module: 'test/fixtures/no-op.ts', memory: 256 },
  },
});
const { call } = cloud;

/** The requests of oracle and trials for a study: those of the API are known by its key. */
async function requestsOf(study: () => Promise<unknown>) {
  const ofBucket = async () =>
    (await cloud.deployment.ministack.requests()).filter(({ bucket }) => bucket === cloud.deployment.bucket);
  await cloud.deployment.ministack.forgetRequests();
  await call('GET', '/studies');
  const api = new Set((await ofBucket()).map(({ accessKey }) => accessKey));
  await cloud.deployment.ministack.forgetRequests();
  await study();
  return (await ofBucket()).filter(({ accessKey }) => !api.has(accessKey));
}

describe('the protocol on S3', () => {
  it('costs at most six requests a leg with eight slots', { timeout: 180_000 }, async () => {
    const legs = 64;
    const request = {
      study: 'steady',
      tuning: 'steady',
      oracle: 'random',
      slots: 8,
      seed: 7,
      budget: { trials: legs },
    };

    const requests = await requestsOf(() => runStudy(call, request));

    const { ListObjectsV2 = 0, PutObject = 0, GetObject = 0, ...others } = countByOperation(requests);
    expect(others).toEqual({});
    // An ask that another outran creates, lists and reads once more. How many do, when trials take only some seconds, is a
    // matter of the machine's speed.
    const outrun = requests.filter(({ operation, status }) => operation === 'PutObject' && status === 412).length;
    expect((requests.length - 3 * outrun) / legs).toBeLessThanOrEqual(6);
    // The prices of a leg count as many.
    expect(loopOfLeg.writes + loopOfLeg.reads).toBe(6);
    const each = `${ListObjectsV2 / legs} LIST, ${PutObject / legs} PUT, ${GetObject / legs} GET`;
    console.log(`S3 requests a leg: ${requests.length / legs} (${each}); outrun: ${outrun} asks`);
  });

  it('gives sixteen slots that start at once each a number of its own', { timeout: 120_000 }, async () => {
    const request = { study: 'sixteen', tuning: 'no-op', oracle: 'random', slots: 16, budget: { trials: 32 } };

    expect(await runStudy(call, request)).toMatchObject({ status: 'completed', spent: { trials: 32 } });

    const { legs } = (await StudyLog.open(storeOf(cloud.deployment), 'sixteen')).study;
    expect(legs.map(({ assigned }) => assigned.leg)).toEqual(Array.from({ length: 32 }, (_, leg) => leg));
    expect(legs.map(({ result }) => result?.status)).toEqual(legs.map(() => 'completed'));
  });
});
