import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DirectoryStore } from '../../shared/store/directory.js';
import { documentIn, type Outcome, type Running, start, stepladder, temporaryDirectory } from './stepladder.js';

const store = temporaryDirectory();
const records = new DirectoryStore(store);
const here = (...args: string[]) => stepladder(...args, '--store', store);

/** A study whose trials wait for a gate once some have ended. */
async function gated(study: string): Promise<{ running: Running; open: () => void }> {
  const gate = join(store, `gate-${study}`);
  const args = ['run', 'test/fixtures/gate.ts', '--study', study, '--store', store, '--trials', '4', '--slots', '1'];
  const running = start(args, { GATE: gate });
  await expect.poll(async () => (await records.list(`studies/${study}/legs/`)).length, { timeout: 20_000 }).toBe(7);
  return { running, open: () => writeFileSync(gate, '') };
}

/** Which scores were the best when they were shown depends on when they were looked at. */
function unmarked({ stdout, ...rest }: Outcome): Outcome {
  return { ...rest, stdout: stdout.replaceAll(' (best)', '') };
}

describe('stepladder watch', () => {
  it('shows a study that another process runs, as that process itself does', async () => {
    const { running, open } = await gated('s');
    const watching = start(['watch', 's', '--store', store]);
    const quiet = start(['watch', 's', '--store', store, '--json']);
    await new Promise((resolve) => watching.process.stdout?.once('data', resolve));
    open();
    const ended = await running.ended;
    expect(unmarked(await watching.ended)).toEqual(unmarked(ended));
    expect(ended).toMatchObject({ status: 0, stdout: expect.stringContaining('Study s completed') });
    expect(documentIn(await quiet.ended)).toMatchObject({ status: 'completed', spent: { trials: 4, dollars: 0 } });
    expect(unmarked(await here('watch', 's'))).toEqual(unmarked(ended));
  });

  it('stops watching on Ctrl-C, and the study goes on', async () => {
    const { running, open } = await gated('t');
    const watching = start(['watch', 't', '--store', store]);
    await new Promise((resolve) => watching.process.stdout?.once('data', resolve));
    watching.process.kill('SIGINT');
    const { status, stdout, stderr } = await watching.ended;
    expect(status).toBe(130);
    expect(stdout).not.toContain('Study t');
    expect(stderr).toMatch(/^No longer watching: study 't' goes on\. .*`stepladder stop t --store \S+`/);
    open();
    expect((await running.ended).status).toBe(0);
  });

  it('says that a study has failed, or lost its runner, by its exit status', async () => {
    const failing = await here('run', 'test/fixtures/failing.ts', '--study', 'failing', '--slots', '1');
    expect(await here('watch', 'failing')).toEqual(failing);
    expect(failing.status).toBe(1);

    const { running } = await gated('killed');
    running.process.kill('SIGKILL');
    await running.ended;
    const { status, stdout } = await here('watch', 'killed');
    expect(status).toBe(1);
    expect(stdout).toContain('Study killed interrupted');
  });

  it('refuses a study that there is not', async () => {
    const { status, stderr } = await here('watch', 'nobody');
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: "stepladder: There is no study 'nobody'. `stepladder list` shows those there are.\n",
    });
  });
});

describe('stepladder delete', () => {
  it('deletes a study for good, though not while it runs', async () => {
    const { running, open } = await gated('d');
    expect(await here('delete', 'd')).toMatchObject({ status: 2, stderr: expect.stringContaining('is being run by') });
    open();
    expect((await running.ended).status).toBe(0);
    expect(await here('delete', 'd')).toEqual({ status: 0, stdout: "Study 'd' is deleted\n", stderr: '' });
    expect((await here('delete', 'd')).status).toBe(2);
    expect(await records.list('studies/d/')).toEqual([]);
    expect((await here('list')).stdout).not.toMatch(/^d /m);
  });

  it('leaves nothing of a model: no checkpoint and no progress', async () => {
    await here('run', 'test/fixtures/digits.ts', '--study', 'model', '--trials', '1', '--epochs', '1');
    expect(await records.list('checkpoints/model/')).toHaveLength(1);
    expect((await here('delete', 'model')).status).toBe(0);
    expect(await records.list('checkpoints/model/')).toEqual([]);
    expect(await records.list('progress/model/')).toEqual([]);
  });
});
