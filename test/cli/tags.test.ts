import { describe, expect, it } from 'vitest';
import { TestApi } from '../shared/api/test-api.js';
import { environment, ServedApi } from './cloud/served-api.js';
import { start, stepladder, temporaryDirectory } from './stepladder.js';

const store = temporaryDirectory();

describe('tags on the command line', () => {
  it('are given to run, shown by show, and choose studies of the list', async () => {
    const run = (study: string, ...flags: string[]) =>
      stepladder(
        'run',
        'test/fixtures/no-op.ts',
        '--study',
        study,
        '--trials',
        '2',
        '--slots',
        '1',
        '--store',
        store,
        ...flags,
      );
    const tagged = await run('tagged', '--tag', 'baseline', '--tag', 'owner=ann', '--tag', 'baseline');
    expect(tagged.stdout).toContain('\nTags: baseline, owner=ann\n');
    await run('plain', '--json');
    expect((await stepladder('show', 'tagged', '--store', store)).stdout).toContain('\nTags: baseline, owner=ann\n');
    const list = async (...flags: string[]) => (await stepladder('list', '--store', store, ...flags)).stdout;
    expect(await list()).toMatch(/^study .* tags *\nplain .*\ntagged .* baseline owner=ann *\n$/);
    const named = async (...flags: string[]) =>
      JSON.parse(await list('--json', ...flags)).map(({ study }: { study: string }) => study);
    expect(await named('--tag', 'baseline', '--tag', 'owner=ann')).toEqual(['tagged']);
    expect(await list('--tag', 'baseline', '--tag', 'nobody')).toContain('no studies tagged baseline and nobody in');
  });

  it('that cannot be are refused before anything is written', async () => {
    const { status, stderr } = await stepladder(
      'run',
      'test/fixtures/no-op.ts',
      '--tag',
      'two words',
      '--store',
      store,
    );
    expect(status).toBe(2);
    expect(stderr).toMatch(/a tag has 1 to 64 letters/);
  });

  it('go to a deployment, and choose studies there', async () => {
    const api = new TestApi();
    const server = await ServedApi.start(api.app);
    await api.run('plain');
    const cloud = (...args: string[]) => start([...args, '--cloud', server.url], environment).ended;
    const flags = ['--trials', '2', '--json', '--tag', 'baseline', '--tag', 'owner=ann'];
    expect(JSON.parse((await cloud('run', 'sum', '--study', 'tagged', ...flags)).stdout).tags).toEqual([
      'baseline',
      'owner=ann',
    ]);
    expect((await cloud('list', '--tag', 'owner=ann', '--tag', 'baseline')).stdout).toMatch(/^study .*\ntagged .*\n$/);
    expect(server.requests.at(-1)).toMatch(/^GET \/studies\?tag=owner%3Dann%2Cbaseline$/);
  });
});
