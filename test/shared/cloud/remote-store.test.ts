import { describe, expect, it } from 'vitest';
import { CloudClient } from '../../../shared/cloud/client.js';
import { RemoteStore } from '../../../shared/cloud/remote-store.js';
import { MemoryStore } from '../../../shared/store/memory.js';
import { encodeRecord } from '../../../shared/study/codec.js';
import { documentOf } from '../../../shared/study/document.js';
import { assignedKey, definitionKey, progressKey, resultKey, runKey } from '../../../shared/study/keys.js';
import { StudyLog } from '../../../shared/study/log.js';
import { type View, watchStudy } from '../../../shared/study/watch-study.js';
import { ServedApi } from '../../cli/cloud/served-api.js';
import { keys } from '../../cli/cloud/signature.js';
import { TestApi } from '../../shared/api/test-api.js';
import { assigned, completed, definition, run } from '../../shared/study/records.js';

async function served(api: TestApi) {
  const server = await ServedApi.start(api.app);
  const credentials = { accessKeyId: keys.id, secretAccessKey: keys.secret };
  const client = new CloudClient({ url: new URL(server.url), region: keys.region, credentials });
  return { server, remote: new RemoteStore(client) };
}

/** A store with a study whose last leg runs. */
async function storeWith(legs: number): Promise<MemoryStore> {
  const store = new MemoryStore();
  await store.create(definitionKey('s'), encodeRecord(definition()));
  await store.create(runKey('s', 1), encodeRecord(run()));
  for (let leg = 0; leg < legs; leg++) {
    await store.create(assignedKey('s', leg), encodeRecord(assigned(leg)));
    if (leg < legs - 1) await store.create(resultKey('s', leg), encodeRecord(completed(leg, leg / 1000)));
  }
  return store;
}

describe('the records of a deployment', () => {
  it('fold to what they fold to in the store itself, page by page', async () => {
    const store = await storeWith(1100);
    const { server, remote } = await served(new TestApi(store));
    const there = (await StudyLog.open(store, 's')).study;
    const here = (await StudyLog.open(remote, 's')).study;
    expect(documentOf(here, 0, true)).toEqual(documentOf(there, 0, true));
    expect(here.legs).toHaveLength(1100);
    expect(server.requests).toHaveLength(3);
  });

  it('cost one request for each further look, of the records since the oldest running leg', async () => {
    const store = await storeWith(3);
    const { server, remote } = await served(new TestApi(store));
    const log = await StudyLog.open(remote, 's');
    await store.create(resultKey('s', 2), encodeRecord(completed(2, 0.5)));
    await store.create(assignedKey('s', 3), encodeRecord(assigned(3)));
    await log.refresh();
    await log.refresh();
    expect(log.study.legs.map(({ result }) => result?.status)).toEqual([
      'completed',
      'completed',
      'completed',
      undefined,
    ]);
    expect(server.requests).toEqual([
      'GET /studies/s/records',
      'GET /studies/s/records?after=legs%2F000001.result.json',
      'GET /studies/s/records?after=legs%2F000002.result.json',
    ]);
  });

  it('bring the progress of running legs along once it is looked at', async () => {
    const store = await storeWith(2);
    const report = (epoch: number) => ({ leg: 1, report: { epoch, metrics: { score: epoch / 8 } }, at: epoch });
    await store.put(progressKey('s', 1), encodeRecord(report(1)));
    const { server, remote } = await served(new TestApi(store));
    const views: View[] = [];
    await watchStudy({
      store: remote,
      study: 's',
      withProgress: true,
      isOver: () => views.length === 2,
      pause: () => store.put(progressKey('s', 1), encodeRecord(report(views.length + 1))),
      show: (view) => views.push(view),
    });
    expect(views.map(({ progress }) => progress.get(1)?.report.epoch)).toEqual([undefined, 2, 3]);
    expect(server.requests.at(-1)).toBe('GET /studies/s/records?after=legs%2F000000.result.json&progress=true');
  });

  it('are not there for a study that does not exist', async () => {
    const { remote } = await served(new TestApi());
    expect(await StudyLog.find(remote, 'nobody')).toBeUndefined();
  });

  it('cannot be written from here', async () => {
    const { remote } = await served(new TestApi());
    expect(() => remote.create()).toThrow("A deployment's records can only be read from here");
    expect(() => remote.put()).toThrow('only be read');
    expect(() => remote.remove()).toThrow('only be read');
    expect(() => remote.children()).toThrow('only be read');
  });
});
