import { existsSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { beforeAll, describe, expect, it } from 'vitest';
import { TestApi } from '../../shared/api/test-api.js';
import { environment, ServedApi } from '../cloud/served-api.js';
import { type Running, start, stepladder, temporaryDirectory } from '../stepladder.js';

const store = temporaryDirectory();

/** The page's server, once it says where it is. */
async function serve(args: readonly string[], environment: Record<string, string> = {}) {
  const running = start(['ui', ...args], environment);
  const url = await new Promise<string>((resolve, reject) => {
    (running.process.stdout as Readable).once('data', (line: Buffer) => resolve(String(line).trim()));
    running.process.once('exit', () => reject(new Error('it ended before it served')));
  });
  return { running, url };
}

interface Sent {
  readonly method?: string;
  readonly headers?: Record<string, string>;
}

/** Sends a request with headers that `fetch` would set itself. */
function send(url: string, { method = 'GET', headers = {} }: Sent): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, async (response) => {
      const parts: Buffer[] = [];
      for await (const part of response) parts.push(part as Buffer);
      resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString('utf8') });
    });
    sent.on('error', reject).end();
  });
}

/** Asks the API of a served page as the page does. */
function callerOf(url: string) {
  const headers = { origin: new URL(url).origin, 'content-type': 'application/json' };
  return async (method: string, path: string, body?: object) => {
    const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    const response = await fetch(`${url}api${path}`, init);
    const text = await response.text();
    return { status: response.status, body: text && JSON.parse(text) };
  };
}

describe('stepladder ui', () => {
  let url: string;
  let running: Running;

  beforeAll(async () => {
    const flags = ['--study', 's', '--trials', '3', '--slots', '1', '--store', store];
    await stepladder('run', 'test/fixtures/parabola.ts', ...flags);
    ({ url, running } = await serve(['--store', store]));
  }, 60_000);

  it('serves the page on this machine, with a policy that lets it load nothing from elsewhere', async () => {
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    const response = await fetch(url);
    expect(await response.text()).toContain('<title>Stepladder</title>');
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    for (const file of ['main.js', 'style.css', 'icon.svg', 'licenses.txt']) {
      expect((await fetch(url + file)).status).toBe(200);
    }
    expect((await fetch(`${url}../package.json`)).status).toBe(404);
    const licences = await (await fetch(`${url}licenses.txt`)).text();
    for (const name of ['echarts', 'preact', 'zrender']) expect(licences).toMatch(new RegExp(`^${name}\n`, 'm'));
  });

  it('answers as the command line does', async () => {
    const { studies } = (await (await fetch(`${url}api/studies`)).json()) as { studies: unknown };
    expect(studies).toEqual(JSON.parse((await stepladder('list', '--json', '--store', store)).stdout));
    const { trials } = (await (await fetch(`${url}api/studies/s/trials`)).json()) as { trials: unknown };
    const shown = JSON.parse((await stepladder('show', 's', '--json', '--store', store)).stdout);
    expect(trials).toEqual(shown.trials);
  });

  it('refuses requests by another name, as after DNS rebinding', async () => {
    const { port } = new URL(url);
    for (const host of [`evil.example:${port}`, `127.0.0.1.evil.example:${port}`, '127.0.0.1', `localhost:1`]) {
      expect(await send(`${url}api/studies`, { headers: { host } })).toMatchObject({ status: 403 });
    }
    expect(await send(`${url}api/studies`, { headers: { host: `localhost:${port}` } })).toMatchObject({ status: 200 });
  });

  it.each([
    ['another site', 'http://evil.example'],
    ['another port of this machine', 'http://127.0.0.1:1'],
    ['a page without an origin', 'null'],
    ['what does not say where it comes from', undefined],
  ])('changes nothing for %s', async (_, origin) => {
    const headers: Record<string, string> = origin === undefined ? {} : { origin };
    expect(await send(`${url}api/studies/s`, { method: 'DELETE', headers })).toMatchObject({ status: 403 });
    expect(await send(`${url}api/studies/s/resume`, { method: 'POST', headers })).toMatchObject({ status: 403 });
    expect(existsSync(join(store, 'studies', 's', 'study.json'))).toBe(true);
  });

  it('says how to start studies where it was given no modules', async () => {
    const started = await fetch(`${url}api/studies`, {
      method: 'POST',
      headers: { origin: new URL(url).origin, 'content-type': 'application/json' },
      body: JSON.stringify({ study: 'new', tuning: 'parabola' }),
    });
    expect(await started.json()).toMatchObject({
      code: 'UnknownTuning',
      detail: "There is no tuning 'parabola' here. `stepladder ui MODULE` offers one",
    });
    const schedules = await fetch(`${url}api/schedules`);
    expect(await schedules.json()).toEqual({ schedules: [] });
  });

  it('refuses a port that is taken', async () => {
    const outcome = await stepladder('ui', '--port', new URL(url).port, '--store', store);
    expect(outcome).toMatchObject({ status: 2, stderr: expect.stringContaining('EADDRINUSE') });
  });

  it('knows which studies run, and stops them', async () => {
    const gate = join(store, 'gate');
    const flags = ['--study', 'gated', '--trials', '6', '--slots', '1', '--store', store];
    const study = start(['run', 'test/fixtures/gate.ts', ...flags], { GATE: gate });
    const status = async () => ((await (await fetch(`${url}api/studies/gated`)).json()) as { status: unknown }).status;
    await expect.poll(status, { timeout: 20_000 }).toBe('running');
    const headers = { origin: new URL(url).origin };
    expect(await send(`${url}api/studies/gated/stop`, { method: 'POST', headers })).toMatchObject({ status: 202 });
    writeFileSync(gate, '');
    expect((await study.ended).stdout).toContain('Study gated stopped');
    expect(await status()).toBe('stopped');
  });

  it('ends when it is told to', async () => {
    running.process.kill('SIGTERM');
    expect(await running.ended).toMatchObject({ status: 130, stderr: '' });
  });
});

describe('runs that are begun by the API of stepladder ui', () => {
  const gate = join(store, 'runs.gate');
  const flags = ['--trials', '6', '--slots', '1', '--store', store];

  async function serveRuns(...modules: string[]) {
    const { running, url } = await serve(['--store', store, ...modules], { GATE: gate });
    const call = callerOf(url);
    const status = async (study: string) => (await call('GET', `/studies/${study}`)).body.status;
    return { running, call, status };
  }

  it('start and resume studies in processes of their own, one a study, and pause with the server', async () => {
    const { running, call, status } = await serveRuns('test/fixtures/gate.ts', 'test/fixtures/broken.mjs');
    expect((await call('GET', '/tunings')).body.tunings).toEqual([
      { name: 'gate', trialFunction: expect.stringMatching(/gate\.ts$/) },
      { name: 'broken', trialFunction: expect.stringMatching(/broken\.mjs$/) },
    ]);
    const request = { study: 'begun', tuning: 'gate', budget: { trials: 6 }, slots: 1, seed: 1 };
    expect(await call('POST', '/studies', request)).toMatchObject({ status: 202, body: { status: 'starting' } });
    expect(await call('POST', '/studies', request)).toMatchObject({ status: 202 });
    await expect.poll(() => status('begun'), { timeout: 20_000 }).toBe('running');

    const second = await stepladder('resume', 'begun', '--store', store);
    expect(second).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("Study 'begun' is being run by process"),
    });
    expect(await call('POST', '/studies/begun/resume', {})).toMatchObject({ body: { code: 'StudyRunning' } });
    expect(await call('DELETE', '/studies/begun')).toMatchObject({ status: 409, body: { code: 'StudyRunning' } });

    running.process.kill('SIGINT');
    writeFileSync(gate, '');
    expect(await running.ended).toMatchObject({ status: 130, stderr: expect.stringContaining('begun: Stopping') });
    const shown = JSON.parse((await stepladder('show', 'begun', '--json', '--store', store)).stdout);
    expect(shown).toMatchObject({ status: 'stopped', spent: { trials: 4 } });
  });

  it('go on with a larger budget, and are deleted', async () => {
    await stepladder('run', 'test/fixtures/parabola.ts', '--study', 'more', ...flags);
    const { running, call, status } = await serveRuns();
    expect(await call('POST', '/studies/more/resume', { budget: { trials: 7 } })).toMatchObject({ status: 202 });
    await expect.poll(async () => (await call('GET', '/studies/more')).body.spent.trials, { timeout: 20_000 }).toBe(7);
    await expect.poll(() => status('more')).toBe('completed');
    await expect.poll(() => existsSync(join(store, 'locks', 'more.lock'))).toBe(false);
    expect((await call('DELETE', '/studies/more')).status).toBe(204);
    expect(existsSync(join(store, 'studies', 'more', 'study.json'))).toBe(false);
    running.process.kill('SIGTERM');
    await running.ended;
  });

  it('tell why they could not begin', async () => {
    const { running, call, status } = await serveRuns('test/fixtures/broken.mjs');
    await call('POST', '/studies', { study: 'unreadable', tuning: 'broken' });
    await expect.poll(() => status('unreadable'), { timeout: 20_000 }).toBe('failed');
    expect((await call('GET', '/studies/unreadable')).body.reason).toMatch(
      /^TuningUnreadable: The tuning module .*broken/,
    );
    running.process.kill('SIGTERM');
    expect((await running.ended).stderr).toContain('A run of unreadable broke: TuningUnreadable');
  });

  it('need modules that are there, each of a name of its own', async () => {
    const twin = join(store, 'gate.ts');
    writeFileSync(twin, '');
    for (const [flags, stderr] of [
      [['nowhere'], 'There is no tuning module at nowhere'],
      [['test/fixtures/gate.ts', twin], "Two of the modules are called 'gate'"],
      [['examples/mnist', '--cloud', 'https://a.example'], 'A deployment has its own tunings'],
    ] as const) {
      expect(await stepladder('ui', ...flags)).toMatchObject({ status: 2, stderr: expect.stringContaining(stderr) });
    }
  });
});

describe('stepladder ui with --cloud', () => {
  it('hands requests on to the deployment, signed, and what it answers back', async () => {
    const api = new TestApi();
    await api.run('s');
    const server = await ServedApi.start(api.app);
    const { url, running } = await serve(['--cloud', server.url], environment);
    const call = callerOf(url);
    expect((await call('GET', '/studies')).body).toEqual(await api.ok('GET', '/studies'));
    const page = '/studies/s/trials?limit=2&after=0';
    expect((await call('GET', page)).body).toEqual(await api.ok('GET', page));
    expect(await call('GET', '/studies/nobody')).toMatchObject({ status: 404, body: { code: 'StudyNotFound' } });
    expect(await call('POST', '/studies/s/stop')).toMatchObject({ status: 409, body: { code: 'StudyNotRunning' } });
    expect(await call('POST', '/studies/s/resume', { budget: { trials: 4 } })).toMatchObject({ status: 202 });
    await api.runner.ended('s.0002');
    expect((await call('GET', '/studies/s')).body).toMatchObject({ status: 'completed', spent: { trials: 4 } });
    expect((await call('DELETE', '/studies/s')).status).toBe(204);
    expect(await call('PUT', '/studies/s')).toMatchObject({ status: 405, body: { code: 'MethodNotAllowed' } });
    running.process.kill('SIGTERM');
    await running.ended;
  });
});
