import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Started } from './ministack.js';
import { type S3Request, s3RequestOf } from './ministack-requests.js';

/**
 * A process that runs MiniStack and a proxy before it, until it is told to end or the test's process is gone, however that
 * ended. A process of its own, so that a test that blocks (`execFileSync('cdk', …)`) doesn't block what it waits for.
 */
const [python = '', auth = ''] = process.argv.slice(2);
// Not below the checkout: MiniStack puts functions there, as CommonJS, which a package.json with "type": "module" would forbid.
const home = mkdtempSync(join(tmpdir(), 'stepladder-ministack-'));
const logFile = join(home, 'ministack.log');
const gateway = await freePort();
const requests: S3Request[] = [];
const agent = new Agent({ keepAlive: true });

const proxy = createServer((incoming, outgoing) => {
  if (incoming.url === '/_harness/requests') tell(incoming, outgoing);
  else pass(incoming, outgoing);
});
proxy.listen(0, '127.0.0.1');
await once(proxy, 'listening');
const endpoint = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
const miniStack = startMiniStack();

// An interrupt of the terminal reaches this process too, but the test's process says when to end.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
process.on('disconnect', end);
const error = await untilHealthy();
process.send?.({ endpoint, gateway: `http://127.0.0.1:${gateway}`, home, logFile, error } satisfies Started);

async function freePort(): Promise<number> {
  const server = createSocketServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** In an environment of its own making: functions inherit it. */
function startMiniStack(): ChildProcess {
  const log = openSync(logFile, 'w');
  const child = spawn(python, [fileURLToPath(new URL('ministack-launch.py', import.meta.url))], {
    cwd: home,
    env: {
      PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
      HOME: home,
      TMPDIR: home,
      STATE_DIR: join(home, 'state'),
      S3_DATA_DIR: join(home, 's3'),
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(gateway),
      AUTH: auth,
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: 'us-east-1',
    },
    stdio: ['pipe', log, log],
  });
  closeSync(log);
  return child;
}

/** @returns what is wrong, or undefined */
async function untilHealthy(): Promise<string | undefined> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline && miniStack.exitCode === null && process.connected) {
    const health = await fetch(`http://127.0.0.1:${gateway}/_ministack/health`).catch(() => undefined);
    if (health?.ok) return undefined;
    await setTimeout(50);
  }
  return `MiniStack did not start: ${lastWords()}`;
}

function lastWords(): string {
  return readFileSync(logFile, 'utf8').slice(-2000);
}

/** What S3 was asked so far: `GET`, or `DELETE` to begin anew. */
function tell(incoming: IncomingMessage, outgoing: ServerResponse): void {
  if (incoming.method === 'DELETE') requests.length = 0;
  outgoing.end(JSON.stringify(requests));
}

/** Passes a request on as it is, marked as one that came by TLS: bucket policies refuse others, the CDK's own among them. */
function pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
  const record = s3RequestOf(incoming);
  const index = record ? requests.push(record) - 1 : -1;
  const passed = request(
    {
      host: '127.0.0.1',
      port: gateway,
      agent,
      method: incoming.method,
      path: incoming.url,
      headers: [...incoming.rawHeaders, 'x-forwarded-proto', 'https'],
    },
    (answer) => {
      const status = answer.statusCode ?? 0;
      if (record && requests[index] === record) requests[index] = { ...record, status };
      outgoing.writeHead(status, answer.rawHeaders);
      answer.pipe(outgoing);
      answer.on('error', () => outgoing.destroy());
    },
  );
  passed.on('error', (failure) => {
    if (outgoing.headersSent) outgoing.destroy();
    else outgoing.writeHead(502).end(`MiniStack is gone (${failure.message}): ${lastWords()}`);
  });
  outgoing.on('close', () => passed.destroy());
  incoming.pipe(passed);
}

async function end(): Promise<void> {
  if (miniStack.exitCode === null && miniStack.signalCode === null) {
    const ended = once(miniStack, 'exit');
    miniStack.kill('SIGTERM');
    await Promise.race([ended, setTimeout(3000)]);
    miniStack.kill('SIGKILL');
    await ended;
  }
  rmSync(home, { recursive: true, force: true });
  process.exit();
}
