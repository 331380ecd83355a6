import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { DirectoryStore } from '../../shared/store/directory.js';
import { StudyLog } from '../../shared/study/log.js';
import type { Study } from '../../shared/study/study.js';
import type { Trial } from '../../shared/study/trial.js';
import { TestApi } from '../shared/api/test-api.js';
import { filesOf } from '../shared/tensorboard/files.js';
import { type Log, readLog, type SessionGroup } from '../shared/tensorboard/reader.js';
import { environment, ServedApi } from './cloud/served-api.js';
import { start, stepladder, temporaryDirectory } from './stepladder.js';

const store = temporaryDirectory();
const out = join(temporaryDirectory(), 'logs', 'board');
const exportBoard = () => stepladder('export', 'board', '--format', 'tensorboard', '--out', out, '--store', store);

let study: Study;
let log: Log;

beforeAll(async () => {
  const flags = ['--study', 'board', '--trials', '12', '--seed', '3', '--slots', '2', '--store', store];
  expect(await stepladder('run', 'test/fixtures/board.ts', ...flags)).toMatchObject({ status: 0 });
  expect(await exportBoard()).toEqual({
    status: 0,
    stdout: `12 trials of study 'board': tensorboard --logdir ${out}\n`,
    stderr: '',
  });
  study = (await StudyLog.open(new DirectoryStore(store), 'board')).study;
  log = await readLog(out);
}, 60_000);

/** The session of a trial, which is alone in its group. */
function groupOf({ number }: Trial): SessionGroup {
  const group = log.groups.find(({ name }) => name === String(number));
  expect(group?.sessions).toHaveLength(1);
  return group as SessionGroup;
}

/** What 32 bits keep of a metric, as protobuf's JSON has it. */
const single = (value: number | null) => (value === null ? 'nan' : Math.fround(value));

describe('stepladder export --format tensorboard', () => {
  it('has the active hyperparameters of every trial, null as a text', () => {
    expect(log.groups).toHaveLength(study.trials.length);
    for (const trial of study.trials) {
      const { regularizer, ...others } = trial.values;
      expect(groupOf(trial).hparams).toEqual({ ...others, regularizer: String(regularizer) });
    }
    const momenta = study.trials.filter(({ values }) => 'momentum' in values);
    expect([momenta.length > 0, momenta.length < study.trials.length]).toEqual([true, true]);
    expect(new Set(study.trials.map(({ values }) => values.regularizer))).toContain(null);
  });

  it('has the score of every trial, which its last epoch has not', () => {
    for (const trial of study.trials) {
      const { metric_values: metrics } = groupOf(trial);
      const best = metrics.find(({ name }) => name.tag === 'best/val_loss')?.value;
      expect(best).toBe(trial.score === undefined ? undefined : Math.fround(trial.score));
      const last = metrics.find(({ name }) => name.tag === 'val_loss')?.value;
      if (trial.score !== undefined) expect(last).not.toBe(best);
    }
  });

  it('has every metric after every epoch, and the best score so far', () => {
    expect(Object.keys(log.scalars).sort()).toEqual(
      study.trials
        .filter(({ reports }) => reports.length > 0)
        .map(({ number }) => String(number))
        .sort(),
    );
    const read = (trial: Trial, tag: string) =>
      log.scalars[trial.number]?.[tag]?.map(({ step, value }) => [step, value]) ?? [];
    for (const trial of study.trials) {
      for (const tag of ['loss', 'val_loss', 'ratio']) {
        expect(read(trial, tag)).toEqual(
          trial.reports.map(({ epoch, metrics }) => [epoch, single(metrics[tag] ?? null)]),
        );
      }
      const scores = trial.reports.map(({ metrics }) => metrics.val_loss as number);
      expect(read(trial, 'best/val_loss')).toEqual(
        scores.map((_, index) => [index + 1, Math.fround(Math.min(...scores.slice(0, index + 1)))]),
      );
    }
    expect(Object.values(log.scalars).flatMap(({ ratio }) => ratio?.map(({ value }) => value))).toContain('nan');
  });

  it('has the status of every trial, its beginning and its end', () => {
    const ends = { completed: 'STATUS_SUCCESS', failed: 'STATUS_FAILURE', running: '', waiting: '' };
    for (const trial of study.trials) {
      expect(groupOf(trial).sessions[0]).toMatchObject({
        status: ends[trial.status],
        start_time_secs: (trial.legs[0]?.assigned.at as number) / 1000,
        end_time_secs: (trial.ended as number) / 1000,
      });
    }
    expect(new Set(study.trials.map(({ status }) => status))).toEqual(new Set(['completed', 'failed']));
  });

  it('lists the hyperparameters with their domains, and the metrics, the score first', () => {
    const { experiment } = log;
    expect(experiment).toMatchObject({ name: 'board', time_created_secs: study.definition.created / 1000 });
    const domains = experiment.hparam_infos.map((info) => [
      info.name,
      info.type.slice('DATA_TYPE_'.length),
      info.domain_discrete ?? info.domain_interval,
      info.differs,
    ]);
    expect(domains).toEqual([
      ['batchSize', 'FLOAT64', [16, 32, 64], true],
      ['depth', 'FLOAT64', { min_value: 0, max_value: 3 }, true],
      ['momentum', 'FLOAT64', { min_value: 0, max_value: 0.9 }, true],
      ['norm', 'BOOL', [false, true], true],
      ['optimizer', 'STRING', ['adam', 'sgd'], true],
      ['rate', 'FLOAT64', { min_value: 1e-4, max_value: 0.1 }, true],
      ['regularizer', 'STRING', ['null', 'l1', 'l2'], true],
      ['version', 'FLOAT64', [2], false],
    ]);
    expect(experiment.metric_infos.map(({ name, display_name: shown }) => [name.tag, shown])).toEqual([
      ['best/val_loss', 'best val_loss'],
      ['val_loss', ''],
      ['loss', ''],
      ['ratio', ''],
    ]);
  });

  it('writes a folder a trial, and the same bytes again', async () => {
    const first = filesOf(out);
    const folders = Object.keys(first).map((path) => path.slice(0, path.lastIndexOf('events.out.tfevents.')));
    expect(folders.sort()).toEqual(['', ...study.trials.map(({ number }) => `${number}/`)].sort());
    await exportBoard();
    expect(filesOf(out)).toEqual(first);
  });

  it('writes the same from a deployment', async () => {
    const server = await ServedApi.start(new TestApi(new DirectoryStore(store)).app);
    const there = join(temporaryDirectory(), 'there');
    const args = ['export', 'board', '--format', 'tensorboard', '--out', there, '--cloud', server.url];
    expect(await start(args, environment).ended).toMatchObject({ status: 0, stderr: '' });
    expect(filesOf(there)).toEqual(filesOf(out));
  });

  it.each([
    ['no format', ['board', '--out', out], /required option '--format <name>' not specified/],
    ['no directory', ['board', '--format', 'tensorboard'], /required option '--out <path>' not specified/],
    [
      'a format that there is not',
      ['board', '--format', 'wandb', '--out', out],
      /Allowed choices are csv, parquet, svg, png, tensorboard/,
    ],
    ['a study that there is not', ['nobody', '--format', 'tensorboard', '--out', out], /There is no study 'nobody'/],
  ])('refuses %s', async (_, args, message) => {
    const { status, stderr } = await stepladder('export', ...args, '--store', store);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
  });
});
