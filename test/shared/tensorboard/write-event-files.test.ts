import { mkdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Definition } from '../../../shared/study/records.js';
import type { Study } from '../../../shared/study/study.js';
import { writeEventFiles } from '../../../shared/tensorboard/write-event-files.js';
import { temporaryDirectory } from '../../cli/stepladder.js';
import { assigned, completed, failed, lost, studyOf } from '../study/records.js';
import { filesOf } from './files.js';
import { readLog } from './reader.js';

async function written(study: Study, directory = temporaryDirectory()): Promise<string> {
  await writeEventFiles(study, directory);
  return directory;
}

/** A study of so many trials that have ended. */
const ended = (trials: number, changes: Partial<Definition> = {}) =>
  studyOf(
    Array.from({ length: trials }, (_, leg) => [assigned(leg), completed(leg, leg)] as const),
    changes,
  );

describe('the event files of a study', () => {
  it('are read by TensorBoard with every name and value', async () => {
    const values = {
      'läge/𠀀 größe': 'ü\n"𠀀"',
      ['n'.repeat(200)]: 't'.repeat(5000),
      empty: '',
      negative: -123.456,
      tiny: 5e-324,
      great: Number.MAX_SAFE_INTEGER,
      yes: true,
      no: false,
    };
    const parameters = Object.entries(values).map(([name, value]) => ({ name, kind: 'fixed' as const, value }));
    const study = studyOf([[assigned(0, { values }), completed(0, 1)]], { space: { parameters }, study: 'odd.1-a_B' });
    const { experiment, groups } = await readLog(await written(study));
    expect(groups.map(({ hparams }) => hparams)).toEqual([values]);
    expect(experiment.name).toBe('odd.1-a_B');
    expect(Object.fromEntries(experiment.hparam_infos.map((info) => [info.name, info.domain_discrete]))).toEqual(
      Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value]])),
    );
  });

  it('tell how a trial ended once it cannot go on any more', async () => {
    const study = studyOf(
      [
        [
          assigned(0, { toEpoch: 2 }),
          completed(0, 1, { reports: [1, 2].map((epoch) => ({ epoch, metrics: { score: epoch } })), at: 2000 }),
        ],
        [assigned(1, { toEpoch: 1 }), completed(1, 1)],
        [assigned(2, { toEpoch: 2 }), completed(2, 1, { status: 'stopped', at: 3000 })],
        [assigned(3, { toEpoch: 2 }), completed(3, 1, { status: 'paused' })],
        [assigned(4), failed(4, 'Error', { at: 4000 })],
        [assigned(5), lost(5)],
        [assigned(6)],
      ],
      { epochs: 2 },
    );
    const statuses = async () => {
      const { groups } = await readLog(await written(study));
      const sessions = groups.flatMap((group) => group.sessions);
      return Object.fromEntries(sessions.map(({ name, status, end_time_secs: end }) => [name, [status.slice(7), end]]));
    };
    const known = { 0: ['SUCCESS', 2], 2: ['SUCCESS', 3], 4: ['FAILURE', 4] };
    const unknown = { 3: ['UNKNOWN', 0], 5: ['UNKNOWN', 0], 6: ['UNKNOWN', 0] };
    expect(await statuses()).toEqual({ ...known, ...unknown, 1: ['UNKNOWN', 0] });
    study.applyEnd({ run: 1, status: 'stopped', reason: 'told to', at: 9000 });
    expect(await statuses()).toEqual({ ...known, ...unknown, 1: ['SUCCESS', 0.001] });
  });

  it('share the time of a leg evenly among its epochs', async () => {
    const report = (epoch: number) => ({ epoch, metrics: { score: epoch } });
    const paused = completed(0, 0, { status: 'paused', reports: [1, 2].map(report), at: 3000 });
    const study = studyOf(
      [
        [assigned(0, { at: 1000, toEpoch: 3 }), paused],
        [
          assigned(1, { trial: 0, earlier: 1, at: 7000, fromEpoch: 2, toEpoch: 3 }),
          completed(1, 0, { reports: [report(3)], at: 9000 }),
        ],
      ],
      { epochs: 3 },
    );
    const { scalars, groups } = await readLog(await written(study));
    expect(scalars['0']?.score?.map(({ step, wall_time }) => [step, wall_time])).toEqual([
      [1, 2],
      [2, 3],
      [3, 9],
    ]);
    expect(groups[0]?.sessions).toMatchObject([{ start_time_secs: 1, end_time_secs: 9 }]);
  });

  it('are brought up to date in their places, also where one was cut off amid a record', async () => {
    const expected = filesOf(await written(ended(3)));
    const directory = await written(ended(2));
    const [path = ''] = Object.keys(expected).filter((each) => each.startsWith('1/'));
    const { ino, size } = statSync(join(directory, path));
    truncateSync(join(directory, path), size - 7);
    expect(filesOf(await written(ended(3), directory))).toEqual(expected);
    expect(statSync(join(directory, path)).ino).toBe(ino);
    expect(filesOf(await written(ended(3), directory))).toEqual(expected);
  });

  it('replace those of a former study of the same name', async () => {
    const directory = await written(ended(5, { created: 1000 }));
    const later = ended(2, { created: 2000 });
    expect(filesOf(await written(later, directory))).toEqual(filesOf(await written(later)));
  });

  it.each(['', '3'])("are not mixed with others': in '%s'", async (folder) => {
    const directory = temporaryDirectory();
    mkdirSync(join(directory, folder), { recursive: true });
    writeFileSync(join(directory, folder, 'events.out.tfevents.1.other'), 'theirs');
    const before = filesOf(directory);
    await expect(written(ended(1), directory)).rejects.toMatchObject({
      code: 'InvalidRequest',
      message: expect.stringMatching(/events\.out\.tfevents\.1\.other is not of study 's'.*a directory of its own/),
    });
    expect(filesOf(directory)).toEqual(before);
  });

  it('need a directory that can be written', async () => {
    const file = join(temporaryDirectory(), 'file');
    writeFileSync(file, '');
    await expect(written(ended(1), file)).rejects.toMatchObject({
      code: 'InvalidRequest',
      message: expect.stringMatching(/Cannot write event files to .*file: ENOTDIR/),
    });
  });
});
