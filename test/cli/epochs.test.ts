import { describe, expect, it } from 'vitest';
import { AskTellSession } from '../../cli/ask-tell/session.js';
import { DirectoryStore } from '../../shared/store/directory.js';
import { StudyLog } from '../../shared/study/log.js';
import type { Study } from '../../shared/study/study.js';
import { documentIn, start, stepladder, temporaryDirectory } from './stepladder.js';

const store = temporaryDirectory();
const curves = 'test/fixtures/curves.ts';
const place = ['--store', store, '--json'];

async function run(study: string, ...flags: string[]): Promise<Study> {
  const outcome = await stepladder('run', curves, '--study', study, '--seed', '1', ...flags, ...place);
  expect(outcome).toMatchObject({ status: 0 });
  return (await StudyLog.open(new DirectoryStore(store), study)).study;
}

/** Ends of the legs of each trial, which go on where the last one ended. */
function legsOf({ trials }: Study): number[][] {
  return trials.map(({ legs }) => {
    const ends = legs.map(({ assigned }) => assigned.toEpoch);
    expect(legs.map(({ assigned }) => assigned.fromEpoch)).toEqual([0, ...ends.slice(0, -1)]);
    return ends;
  });
}

/** The legs that completed, in their order. */
function decisionsOf({ legs }: Study): object[] {
  return legs
    .filter(({ result }) => result?.status === 'completed')
    .map(({ assigned: { trial, values, fromEpoch, toEpoch } }) => ({ trial, values, fromEpoch, toEpoch }));
}

const counted = (legs: number[][]) => {
  const all = legs.map((ends) => ends.join());
  return Object.fromEntries([...new Set(all)].map((ends) => [ends, all.filter((other) => other === ends).length]));
};

describe('a study that spends epochs', () => {
  it('has the brackets of Hyperband, each trial one that goes on', async () => {
    const study = await run('hyperband', '--oracle', 'hyperband', '--slots', '3');
    expect(counted(legsOf(study))).toEqual({ '1': 6, '1,3': 2, '1,3,9': 1, '3': 3, '3,9': 2, '9': 3 });
    expect(study.lastRun?.end).toMatchObject({
      status: 'completed',
      reason: 'hyperband has trained all that it meant to',
    });
  });

  it('halves the trials of its budget with auto, and says that the budget is spent', async () => {
    const study = await run('auto', '--trials', '9', '--slots', '2');
    expect(counted(legsOf(study))).toEqual({ '1': 6, '1,3': 2, '1,3,9': 1 });
    expect(study.lastRun?.end?.reason).toBe('the budget of 9 trials is spent');
  });

  it('trains a population up to the last epoch', async () => {
    const study = await run('pbt', '--oracle', 'pbt', '--population', '8', '--interval', '1', '--slots', '2');
    const members = study.trials.filter(({ epochs }) => epochs === 9);
    expect(members).toHaveLength(8);
    const children = study.trials.filter(({ parent }) => parent !== undefined);
    expect(children.length).toBeGreaterThan(0);
    for (const { begunFrom } of children) expect(begunFrom).toBeGreaterThan(0);
  });

  it('stops trials early by the median and out of patience', async () => {
    const study = await run('median', '--oracle', 'random', '--trials', '12', '--slots', '1', '--median');
    const stopped = study.trials.filter((trial) => trial.stopped);
    expect(stopped.length).toBeGreaterThan(0);
    for (const { status, epochs } of stopped)
      expect({ status, isShort: epochs < 9 }).toEqual({ status: 'completed', isShort: true });
    expect(study.trials.slice(0, 5).every(({ epochs }) => epochs === 9)).toBe(true);
  });

  it.each(['hyperband', 'asha', 'pbt', 'auto'])('hands out by ask and tell what `run` does: %s', async (oracle) => {
    const study = await run(`run-${oracle}`, '--oracle', oracle, '--trials', '14', '--slots', '1');
    const session = new AskTellSession(oracle);
    const call = (message: object) => session.handle(JSON.stringify(message)) as { trial?: unknown };
    const objective = { name: 'error', direction: 'min' };
    call({ op: 'create', space: study.space, objective, seed: 1, maxEpochs: 9, maxTrials: 14 });
    const handedOut: object[] = [];
    for (let { trial } = call({ op: 'ask' }); trial; { trial } = call({ op: 'ask' })) {
      const { id, values, fromEpoch, toEpoch } = trial as { id: string; values: { x: number } } & Record<
        string,
        number
      >;
      handedOut.push({ trial: Number(id), values, fromEpoch, toEpoch });
      for (let epoch = (fromEpoch as number) + 1; epoch <= (toEpoch as number); epoch++) {
        call({ op: 'tell', trial: id, epoch, score: values.x + (1 - values.x) / epoch });
      }
    }
    expect(handedOut).toEqual(decisionsOf(study));
  });

  it('makes the decisions of an uninterrupted study after SIGKILL and resume', async () => {
    const whole = await run('whole', '--oracle', 'asha', '--trials', '20', '--slots', '1');
    const running = start([
      'run',
      curves,
      '--study',
      'cut',
      '--seed',
      '1',
      '--oracle',
      'asha',
      '--trials',
      '20',
      '--slots',
      '1',
      ...place,
    ]);
    const records = new DirectoryStore(store);
    while ((await records.list('studies/cut/legs/')).length < 21)
      await new Promise((resolve) => setTimeout(resolve, 2));
    running.process.kill('SIGKILL');
    await running.ended;
    expect(documentIn(await stepladder('resume', 'cut', ...place)).status).toBe('completed');
    const cut = (await StudyLog.open(records, 'cut')).study;
    expect(decisionsOf(cut)).toEqual(decisionsOf(whole));
  });

  it.each([
    [['--oracle', 'random', '--factor', '2'], /'random' has no option 'factor'/],
    [['--oracle', 'asha', '--epochs', '1'], /'asha' decides between epochs, but trials train one/],
    [['--oracle', 'asha', '--min-epochs', '10'], /lowest rung is at 10 epochs, but trials train 9/],
    [
      ['--oracle', 'pbt', '--perturb', 'rate'],
      /pbt is to change 'rate', which the search space does not have. It has: x/,
    ],
    [['--oracle', 'asha', '--factor', '1'], /It must be at least 2/],
    [['--oracle', 'asha', '--sampler', 'magic'], /Allowed choices are random, tpe, bayesian/],
  ])('refuses %j', async (flags, message) => {
    const { status, stderr } = await stepladder('run', curves, '--study', 'refused', ...flags, ...place);
    expect(status).not.toBe(0);
    expect(stderr).toMatch(message);
  });
});
