import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { DirectoryStore } from '../../../shared/store/directory.js';
import { TestApi } from '../../shared/api/test-api.js';
import { loadExported } from '../../shared/training/exported-model.js';
import { documentIn, start, stepladder, temporaryDirectory } from '../stepladder.js';
import { environment, ServedApi } from './served-api.js';

it('a study looks the same by a deployment as in the directory that the deployment serves, its best model too', async () => {
  const folder = temporaryDirectory();
  const here = (...args: string[]) => stepladder(...args, '--store', folder);
  await here('run', 'test/fixtures/digits.ts', '--study', 's', '--trials', '3', '--epochs', '2', '--seed', '3');
  const store = new DirectoryStore(folder);
  const server: ServedApi = await ServedApi.start(
    new TestApi(store, async (key) => {
      const bytes = await store.get(key);
      return bytes && { url: server.presign(key, bytes) };
    }).app,
  );
  const there = (...args: string[]) => start([...args, '--cloud', server.url], environment).ended;

  for (const command of [
    ['show', 's'],
    ['show', 's', '--json'],
    ['leaderboard', 's', '--limit', '2'],
    ['list'],
    ['best', 's'],
  ]) {
    expect(await there(...command)).toEqual(await here(...command));
  }

  const exported = await there('best', 's', '--export', join(folder, 'there'), '--json');
  expect(exported).toEqual(await here('best', 's', '--export', join(folder, 'here'), '--json'));
  for (const file of ['model.json', 'weights.bin']) {
    expect(readFileSync(join(folder, 'there', file)).equals(readFileSync(join(folder, 'here', file)))).toBe(true);
  }
  expect(server.requests.at(-1)).toMatch(/^GET \/objects\/checkpoints\/s\//);

  const model = await loadExported(join(folder, 'there'));
  expect((model.predict(tf.zeros([5, 8])) as tf.Tensor).shape).toEqual([5, 1]);
  expect(documentIn(exported)).toMatchObject({ status: 'completed' });
});
