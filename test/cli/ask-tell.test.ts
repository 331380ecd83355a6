import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { oracleNamed, oracleNames } from '../../shared/oracles/oracles.js';
import { documentIn, stepladder, temporaryDirectory } from './stepladder.js';

/** Oracles that do not need several epochs. */
const wholeTrainings = oracleNames.filter((name) => name === 'auto' || !oracleNamed(name).options);

const root = fileURLToPath(new URL('../../', import.meta.url));
const x = { name: 'x', kind: 'float', min: 0, max: 1, sampling: 'linear' };
const create = { op: 'create', space: { parameters: [x] }, objective: { name: 'score', direction: 'min' }, seed: 7 };

/** `stepladder ask-tell`, with the answers that it gives. */
class Peer {
  readonly process: ChildProcess;
  readonly #answers: AsyncIterator<string>;

  constructor(oracle: string) {
    this.process = spawn(process.execPath, ['dist/cli/main.js', 'ask-tell', '--oracle', oracle], { cwd: root });
    this.#answers = createInterface({ input: this.process.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
  }

  write(text: string): void {
    this.process.stdin?.write(text);
  }

  async read(): Promise<Record<string, unknown> & { trial?: { id: string; values: Record<string, number> } }> {
    const { value } = await this.#answers.next();
    return JSON.parse(value);
  }

  /** Waits for the answer before it goes on, as a program does. */
  async call(message: object): ReturnType<Peer['read']> {
    this.write(`${JSON.stringify(message)}\n`);
    return this.read();
  }

  /** The exit status after the end of the input, and what was still written. */
  async end(): Promise<{ status: number; rest: string[] }> {
    const exit = once(this.process, 'exit');
    this.process.stdin?.end();
    const rest: string[] = [];
    for (let next = await this.#answers.next(); !next.done; next = await this.#answers.next()) rest.push(next.value);
    return { status: (await exit)[0], rest };
  }
}

describe('stepladder ask-tell', () => {
  it.each(wholeTrainings)('suggests what `stepladder run` does: %s', async (oracle) => {
    const flags = ['--oracle', oracle, '--seed', '7', '--trials', '8', '--slots', '1', '--json'];
    const outcome = await stepladder('run', 'test/fixtures/parabola.ts', ...flags, '--store', temporaryDirectory());
    const expected = documentIn(outcome).trials.map(({ hyperparameters }) => hyperparameters.x);
    const peer = new Peer(oracle);
    expect(await peer.call({ ...create, maxTrials: 8 })).toEqual({ ok: true });
    const suggested: unknown[] = [];
    for (let answer = await peer.call({ op: 'ask' }); answer.trial; answer = await peer.call({ op: 'ask' })) {
      const { id, values } = answer.trial;
      suggested.push(values.x);
      await peer.call({ op: 'tell', trial: id, score: ((values.x as number) - 0.3) ** 2 });
    }
    expect(suggested).toEqual(expected);
    expect(await peer.end()).toEqual({ status: 0, rest: [] });
  });

  it('answers each of many lines that come at once, and the last one without its end', async () => {
    const peer = new Peer('random');
    const asks = Array(5000).fill('{"op":"ask"}').join('\n');
    peer.write(`${JSON.stringify(create)}\r\nnonsense\n${asks}`);
    const { status, rest } = await peer.end();
    expect(status).toBe(0);
    expect(rest.slice(0, 2).map((line) => JSON.parse(line))).toMatchObject([
      { ok: true },
      { error: { code: 'InvalidRequest' } },
    ]);
    expect(rest.slice(2).map((line) => JSON.parse(line).trial.id)).toEqual(
      Array.from({ length: 5000 }, (_, id) => `${id}`),
    );
  });

  it('goes on after an error', async () => {
    const peer = new Peer('random');
    expect(await peer.call({ op: 'ask' })).toEqual({ error: { code: 'InvalidRequest', message: expect.any(String) } });
    expect(await peer.call(create)).toEqual({ ok: true });
    expect(await peer.end()).toEqual({ status: 0, rest: [] });
  });

  it('ends when nobody reads its answers', async () => {
    const peer = new Peer('random');
    const exit = once(peer.process, 'exit');
    peer.process.stdout?.destroy();
    peer.process.stdin?.on('error', () => undefined);
    peer.write('{"op":"ask"}\n');
    expect(await exit).toEqual([0, null]);
  });

  it('needs an oracle that there is', async () => {
    const unknown = await stepladder('ask-tell', '--oracle', 'nobody');
    expect(unknown).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining(oracleNames.join(', ')) });
    expect(await stepladder('ask-tell')).toMatchObject({ status: 2, stderr: expect.stringContaining('--oracle') });
  });
});
