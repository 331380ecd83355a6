import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { StudyLog } from '../../../shared/study/log.js';
import { TestApi } from '../../shared/api/test-api.js';
import { documentIn, type Outcome, type Running, start, stepladder, temporaryDirectory } from '../stepladder.js';
import { environment, ServedApi } from './served-api.js';

/** A deployment, and the command line on it. */
async function deployed() {
  const api = new TestApi();
  const server = await ServedApi.start(api.app);
  const begin = (...args: string[]): Running => start(args, { ...environment, STEPLADDER_CLOUD: server.url });
  const run = (...args: string[]): Promise<Outcome> => begin(...args).ended;
  return { api, server, begin, run };
}

const settings = ['--study', 's', '--trials', '3', '--slots', '1', '--seed', '1'];

describe('stepladder run with --cloud', () => {
  it('starts a tuning of the deployment, shows it to its end, and what it cost', async () => {
    const { api, run } = await deployed();
    const { stdout, stderr, status } = await run('run', 'sum', ...settings);
    expect(stderr).toBe("Study 's' is starting\n");
    expect(stdout.match(/^trial \d completed {2}score \S+/gm)).toHaveLength(3);
    expect(stdout).toMatch(
      /^Study s completed: the budget of 3 trials is spent\n3 trials, 3 epochs, \S+, \$0\.000\d+$/m,
    );
    expect(stdout).toMatch(/^Best: trial \d with score/m);
    expect(status).toBe(0);

    const { definition } = (await StudyLog.open(api.store, 's')).study;
    expect(definition).toMatchObject({ seed: 1, slots: 1, budget: { trials: 3 }, oracle: 'auto' });
  });

  it('names a study that nobody has named, and prints one document if asked to', async () => {
    const { run } = await deployed();
    const outcome = await run('run', 'sum', '--trials', '2', '--oracle', 'random', '--json');
    expect(outcome.status).toBe(0);
    expect(documentIn(outcome)).toMatchObject({
      study: expect.stringMatching(/^sum-\d{8}-\d{6}$/),
      status: 'completed',
      spent: { trials: 2 },
    });
    expect(documentIn(outcome).trials).toHaveLength(2);
  });

  it('finds the study that it started before', async () => {
    const { api, run } = await deployed();
    const points = ['--enqueue', '{"x":0.5}', '--enqueue', '{}'];
    const first = await run('run', 'sum', ...settings, ...points, '--json');
    const again = await run('run', 'sum', ...settings, ...points, '--json');
    expect(
      documentIn(first)
        .trials.map(({ hyperparameters }) => hyperparameters.x)
        .slice(0, 2),
    ).toEqual([0.5, 0]);
    const other = await run('run', 'sum', ...settings, '--epochs', '2');
    expect(again).toEqual({ status: 0, stdout: first.stdout, stderr: "Study 's' was started before\n" });
    expect(other).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining("study 's' already") });
    expect(api.runner.names).toEqual(['s.0001']);
  });

  it('on Ctrl-C stops watching, not the study', async () => {
    const { api, server, begin, run } = await deployed();
    api.runner.training.close();
    const running = begin('run', 'sum', ...settings);
    await expect.poll(() => server.requests, { timeout: 20_000 }).toContain('GET /studies/s/records');
    await expect.poll(async () => (await api.ok('GET', '/studies/s')).running?.length).toBe(1);
    running.process.kill('SIGINT');
    const { status, stdout, stderr } = await running.ended;
    expect({ status, stdout }).toEqual({ status: 130, stdout: '' });
    expect(stderr.split('\n')[1]).toBe(
      `No longer watching: study 's' goes on. \`stepladder watch s --cloud ${server.url}\` shows it, \`stepladder stop s --cloud ${server.url}\` ends it.`,
    );

    const watching = begin('watch', 's');
    expect((await run('delete', 's')).stderr).toBe("stepladder: Study 's' is running. Stop it first.\n");
    expect(await run('stop', 's')).toMatchObject({ status: 0, stdout: expect.stringContaining('was asked to stop') });
    api.runner.training.open();
    expect(await watching.ended).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('Study s stopped: it was asked to stop'),
      stderr: '',
    });
    expect(await run('stop', 's')).toMatchObject({ status: 2, stderr: "stepladder: Study 's' is not running\n" });
  });
});

describe('stepladder start', () => {
  it('starts a study and leaves it to itself', async () => {
    const { api, run } = await deployed();
    api.runner.opening.close();
    expect(await run('start', 'sum', ...settings)).toEqual({ status: 0, stdout: 's\n', stderr: '' });
    expect((await run('show', 's')).stderr).toMatch(/^stepladder: Study 's' is starting and has no records yet/);
    expect(JSON.parse((await run('start', 'sum', '--study', 't', '--json')).stdout)).toEqual({ study: 't' });
    api.runner.opening.open();
    await api.runner.ended('s.0001');
    expect(documentIn(await run('watch', 's', '--json'))).toMatchObject({ status: 'completed', spent: { trials: 3 } });
  });
});

describe('stepladder resume with --cloud', () => {
  it('goes on with a larger budget, watched or not', async () => {
    const { api, run } = await deployed();
    await api.run('s');
    const watched = await run('resume', 's', '--trials', '5');
    expect(watched).toMatchObject({ status: 0, stderr: "Run 2 of study 's' is starting\n" });
    expect(watched.stdout.match(/^trial \d completed/gm)).toEqual(['trial 3 completed', 'trial 4 completed']);
    expect(watched.stdout).toContain('Study s completed: the budget of 5 trials is spent');

    const left = await run('resume', 's', '--trials', '6', '--slots', '2', '--detach');
    expect(left).toEqual({ status: 0, stdout: '', stderr: "Run 3 of study 's' is starting\n" });
    await api.runner.ended('s.0003');
    expect(await api.ok('GET', '/studies/s')).toMatchObject({ run: 3, slots: 2, spent: { trials: 6 } });
  });
});

describe('stepladder enqueue with --cloud', () => {
  it('has a study try a point in its next run', async () => {
    const { api, run } = await deployed();
    await api.run('s');
    const { stdout } = await run('enqueue', 's', 'x=0.25');
    expect(stdout).toBe("1 point waits to be tried by study 's', when it goes on: `stepladder resume s`\n");
    expect(await run('enqueue', 's', 'x=5')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('the value 5'),
    });
    const resumed = documentIn(await run('resume', 's', '--trials', '4', '--json'));
    expect(resumed.trials[3]?.hyperparameters).toEqual({ x: 0.25 });
  });
});

describe('studies of a deployment', () => {
  it('are listed with what they cost, page by page, and deleted', async () => {
    const { api, server, run } = await deployed();
    expect((await run('list')).stdout).toMatch(/^There are no studies in http/);
    const names = Array.from({ length: 21 }, (_, study) => `s${study + 100}`);
    await Promise.all(names.map((name) => api.run(name, { budget: { trials: 1 } })));
    const { stdout } = await run('list');
    const [header = '', ...rows] = stdout.trim().split('\n');
    expect(header.split(/\s{2,}/)).toEqual(['study', 'status', 'trials', 'objective', 'best', 'cost']);
    expect(rows.map((row) => row.split(/\s+/)[0])).toEqual(names);
    expect(server.requests.slice(1)).toEqual(['GET /studies', 'GET /studies?after=s119']);
    expect(rows[0]).toMatch(/^s100 {3}completed +1 {2}score +0\.\d+ {2}\$0\.000\d+$/);

    expect(await run('delete', 's100')).toEqual({ status: 0, stdout: "Study 's100' is deleted\n", stderr: '' });
    expect(JSON.parse((await run('list', '--json')).stdout)).toHaveLength(20);
  });
});

describe('the place of studies', () => {
  it('is what the command line says, before the environment', async () => {
    const { api, server, run } = await deployed();
    await api.run('s');
    const store = temporaryDirectory();
    const here = await run('list', '--store', store);
    const there = await start(['list', '--cloud', server.url], { ...environment, STEPLADDER_STORE: store }).ended;
    expect(here.stdout).toBe(`There are no studies in ${store}\n`);
    expect(there.stdout).toMatch(/^s {6}completed/m);
  });

  it.each([
    ['two places at once', ['list', '--store', 'x', '--cloud', 'http://127.0.0.1'], /--store and --cloud exclude/],
    ['starting without a deployment', ['start', 'sum', '--store', 'x'], /give --cloud, or use `stepladder run`/],
    ['detaching without a deployment', ['resume', 's', '--detach', '--store', 'x'], /--detach needs a deployment/],
    ['a deployment that is no URL', ['list', '--cloud', 'deployment'], /--cloud needs the URL of a deployment/],
  ])('refuses %s in one line', async (_, args, message) => {
    const { status, stdout, stderr } = await stepladder(...args);
    expect({ status, stdout, lines: stderr.trim().split('\n').length }).toEqual({ status: 2, stdout: '', lines: 1 });
    expect(stderr).toMatch(message);
  });
});

describe('what a deployment refuses', () => {
  it.each([
    ['an unknown tuning', ['run', 'nothing'], /There is no tuning 'nothing' here\. Choose one of: sum/],
    ['an unknown study', ['show', 'nobody'], /There is no study 'nobody'/],
    ['an unknown study to watch', ['watch', 'nobody'], /There is no study 'nobody'/],
    ['an unknown study to resume', ['resume', 'nobody'], /There is no study 'nobody'/],
    ['an unknown study to delete', ['delete', 'nobody'], /There is no study 'nobody'/],
    ['a bad name', ['stop', '../x'], /cannot be a study/],
    ['too many slots', ['start', 'sum', '--slots', '9'], /a study may have 8 here, not 9/],
    ['a timeout', ['start', 'sum', '--timeout', '9'], /--timeout is for this machine/],
  ])('ends with one line and exit status 2: %s', async (_, args, message) => {
    const { run } = await deployed();
    const { status, stdout, stderr } = await run(...args);
    expect({ status, stdout, lines: stderr.trim().split('\n').length }).toEqual({ status: 2, stdout: '', lines: 1 });
    expect(stderr).toMatch(message);
  });

  it('is told apart from a study that failed', async () => {
    const { run } = await deployed();
    const unborn = await run('run', 'sum', '--study', 's', '--dollars', '0.000001');
    expect(unborn.status).toBe(2);
    expect(unborn.stdout).toBe('');
    expect(unborn.stderr).toMatch(/^stepladder: Study 's' could not begin: InvalidDefinition: A budget of \$0.000001/m);
  });

  it('is tried again first if it is for the moment', async () => {
    const { server, run } = await deployed();
    server.faults.push(Response.json({ message: 'Service Unavailable' }, { status: 503 }), 'cut');
    expect(await run('list')).toMatchObject({ status: 0, stderr: '' });
    expect(server.requests).toHaveLength(3);
  });

  it('is put down to the credentials where these are not good enough', async () => {
    const { server } = await deployed();
    const wrong = { ...environment, AWS_SECRET_ACCESS_KEY: 'wrong', STEPLADDER_CLOUD: server.url };
    const { status, stderr } = await start(['list'], wrong).ended;
    expect(status).toBe(2);
    expect(stderr).toMatch(/^stepladder: .* answered 403 .*`aws sts get-caller-identity`.*\n$/);
  });

  it('is put down to missing credentials where there are none', async () => {
    const { server } = await deployed();
    const config = join(temporaryDirectory(), 'config');
    writeFileSync(config, '');
    const none = {
      ...{ AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_REGION: environment.AWS_REGION },
      ...{ AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: config, AWS_EC2_METADATA_DISABLED: 'true' },
      STEPLADDER_CLOUD: server.url,
    };
    const { status, stderr } = await start(['list'], none).ended;
    expect(status).toBe(2);
    expect(stderr).toMatch(/^stepladder: No AWS credentials to sign requests with: .*AWS_PROFILE.*\n$/);
    expect(server.requests).toEqual([]);
  });
});
