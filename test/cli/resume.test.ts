import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DirectoryStore } from '../../shared/store/directory.js';
import { parseName } from '../../shared/study/keys.js';
import { StudyLog } from '../../shared/study/log.js';
import { documentIn, type Running, start, stepladder, temporaryDirectory } from './stepladder.js';

const store = temporaryDirectory();
const records = new DirectoryStore(store);
const legs = (study: string) => `studies/${study}/legs/`;

/** Waits until a folder has so many records. */
async function until(folder: string, count: number): Promise<void> {
  while ((await records.list(folder)).length < count) await new Promise((resolve) => setTimeout(resolve, 5));
}

function startStudy(study: string, module: string, flags: readonly string[], environment = {}): Running {
  return start(['run', module, '--study', study, '--store', store, '--json', ...flags], environment);
}

/** Every leg has one result, and the trials are numbered without a gap. */
async function expectWhole(study: string, trials: number): Promise<void> {
  const keys = await records.list(legs(study));
  const legsWith = (kind: string) =>
    keys.filter((key) => key.endsWith(`.${kind}.json`)).map((key) => parseName(key).number);
  expect(legsWith('result')).toEqual(legsWith('assigned'));
  const log = await StudyLog.open(records, study);
  expect(log.study.legs.map(({ assigned }) => assigned.leg)).toEqual(legsWith('assigned'));
  expect(log.study.trials.map(({ number }) => number)).toEqual(Array.from({ length: trials }, (_, trial) => trial));
}

describe('stepladder resume', () => {
  it.each([1, 9, 24, 58])('ends with exactly 30 trials after SIGKILL at record %i', async (count) => {
    const study = `killed-${count}`;
    const flags = ['--trials', '30', '--slots', '3', '--oracle', 'random'];
    const running = startStudy(study, 'test/fixtures/no-op.ts', flags);
    await until(legs(study), count);
    running.process.kill('SIGKILL');
    await running.ended;

    const outcome = await stepladder('resume', study, '--store', store, '--json');

    expect(outcome.status).toBe(0);
    const { trials, status } = documentIn(outcome);
    expect(trials.map(({ number }) => number)).toEqual(Array.from({ length: 30 }, (_, number) => number));
    expect(trials.every((trial) => trial.status === 'completed')).toBe(true);
    expect(status).toBe('completed');
    await expectWhole(study, 30);
  });

  it('goes on to exactly a larger budget, and to nothing with the same', async () => {
    await startStudy('larger', 'test/fixtures/no-op.ts', ['--trials', '5', '--slots', '2']).ended;
    const same = documentIn(await stepladder('resume', 'larger', '--store', store, '--json'));
    const more = documentIn(await stepladder('resume', 'larger', '--trials', '12', '--store', store, '--json'));
    expect(same.trials).toHaveLength(5);
    expect(more.trials).toHaveLength(12);
    expect(more.trials.slice(0, 5)).toEqual(same.trials);
  });

  it('hands out again what Ctrl-C interrupted, after a clean end', async () => {
    const gate = join(store, 'gate');
    const running = startStudy('stopped', 'test/fixtures/gate.ts', ['--trials', '6', '--slots', '2'], { GATE: gate });
    await until(legs('stopped'), 8);
    running.process.kill('SIGINT');
    await new Promise((resolve) => running.process.stderr?.once('data', resolve));
    running.process.kill('SIGINT');
    const outcome = await running.ended;
    const stopped = documentIn(outcome);

    writeFileSync(gate, '');
    const resumed = documentIn(await start(['resume', 'stopped', '--store', store, '--json'], { GATE: gate }).ended);

    expect(outcome.status).toBe(130);
    expect(stopped).toMatchObject({ status: 'stopped', reason: 'it was asked to stop' });
    expect(stopped.trials.filter(({ status }) => status === 'waiting').length).toBeGreaterThan(0);
    expect(resumed.status).toBe('completed');
    expect(resumed.trials).toHaveLength(6);
    expect(resumed.trials.every(({ status }) => status === 'completed')).toBe(true);
    await expectWhole('stopped', 6);
  });

  it('goes on with a model from its checkpoint after Ctrl-C, to the scores of an undisturbed study', async () => {
    const gate = join(store, 'data');
    const flags = ['--oracle', 'random', '--epochs', '4', '--trials', '2', '--slots', '2', '--seed', '5'];
    const running = startStudy('paused', 'test/fixtures/digits.ts', flags, { GATE: gate });
    await until(legs('paused'), 2);
    running.process.kill('SIGINT');
    await until('studies/paused/runs/', 2);
    writeFileSync(gate, '');
    const stopped = documentIn(await running.ended);
    const resumed = documentIn(await stepladder('resume', 'paused', '--store', store, '--json'));
    const whole = documentIn(await startStudy('whole', 'test/fixtures/digits.ts', [...flags, '--slots', '1']).ended);

    expect(stopped.trials.map(({ status }) => status)).toEqual(['waiting', 'waiting']);
    expect(stopped.trials.map(({ epochs }) => epochs)).toEqual([1, 1]);
    expect(resumed.trials.map(({ legs: count }) => count)).toEqual([2, 2]);
    expect(resumed.trials.map(({ score }) => score)).toEqual(whole.trials.map(({ score }) => score));
  });

  it('refuses a second runner, and a study that exists', async () => {
    const gate = join(store, 'gate-2');
    const running = startStudy('busy', 'test/fixtures/gate.ts', ['--trials', '4', '--slots', '1'], { GATE: gate });
    await until(legs('busy'), 7);
    const second = await stepladder('resume', 'busy', '--store', store);
    const shown = documentIn(await stepladder('show', 'busy', '--store', store, '--json'));
    const stop = await stepladder('stop', 'busy', '--store', store);
    writeFileSync(gate, '');
    const ended = await running.ended;
    const again = await stepladder('run', 'test/fixtures/gate.ts', '--study', 'busy', '--store', store);

    expect(second).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("Study 'busy' is being run by process"),
    });
    expect(shown.status).toBe('running');
    expect(stop.status).toBe(0);
    expect(ended.status).toBe(0);
    const exists = expect.stringContaining("There is a study 'busy' already");
    expect(again).toMatchObject({ status: 2, stdout: '', stderr: exists });
  });

  it('is not needed after Ctrl-C before the study had begun: nothing was written', async () => {
    const running = startStudy('unborn', 'test/fixtures/never-loads.ts', []);
    await new Promise((resolve) => running.process.stderr?.once('data', resolve));
    running.process.kill('SIGINT');
    const { status, stdout } = await running.ended;
    expect({ status, stdout }).toEqual({ status: 130, stdout: '' });
    expect(await records.list('studies/unborn')).toEqual([]);
  });
});
