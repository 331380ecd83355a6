import { appendFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { messageOf, StepladderError } from '../errors.js';
import type { Definition } from '../study/records.js';
import type { Study } from '../study/study.js';
import { eventFilesOf } from './event-files.js';

/** A file that is not written to its end yet; TensorBoard must not take it for an event file. */
const draftName = '~stepladder-draft';

/**
 * Brings a directory up to date with a study: `<dir>/events.out.tfevents.<created>.<study>`, and one such file a trial in
 * `<dir>/<trial>/`. The same records give the same bytes. What a file has already stays, so that a TensorBoard that has
 * opened it finds what is new; a log of a former study of the same name is replaced.
 *
 * @param directory made if it is not there.
 * @throws InvalidRequest if the directory has event files of others, which TensorBoard would mix with these, or if it cannot
 * be written.
 */
export async function writeEventFiles(study: Study, directory: string): Promise<void> {
  const name = fileNameOf(study.definition);
  const files = eventFilesOf(study);
  try {
    await clear(directory, name, study.definition.study);
    for (const [folder, bytes] of files) await bringUpToDate(join(directory, folder, name), bytes);
  } catch (error) {
    if (error instanceof StepladderError) throw error;
    const message = `Cannot write event files to ${directory}: ${messageOf(error)}`;
    throw new StepladderError('InvalidRequest', message, { cause: error });
  }
}

/** TensorBoard knows event files by their middle, `tfevents`; a time and who wrote them follow by custom. */
function fileNameOf({ study, created }: Definition): string {
  return `events.out.tfevents.${Math.floor(created / 1000)}.${study}`;
}

/** The study of an event file of ours, by its name. */
function studyOfFile(file: string): string | undefined {
  return /^events\.out\.tfevents\.\d+\.(.+)$/.exec(file)?.[1];
}

/**
 * Removes what a former study of the same name has left.
 *
 * @throws InvalidRequest if there are event files of others.
 */
async function clear(directory: string, name: string, study: string): Promise<void> {
  const files = await eventFilesIn(directory);
  const foreign = files.find((path) => studyOfFile(basename(path)) !== study);
  if (foreign !== undefined) {
    throw new StepladderError(
      'InvalidRequest',
      `${foreign} is not of study '${study}', and TensorBoard would mix them: give the study a directory of its own`,
    );
  }
  for (const path of files) if (basename(path) !== name) await rm(path);
}

/** The paths of all event files in a directory and in its trials' folders. */
async function eventFilesIn(directory: string): Promise<string[]> {
  const entries = await entriesOf(directory);
  const paths = entries.map((entry) => join(directory, entry));
  for (const folder of paths.filter((path) => /^\d+$/.test(basename(path)))) {
    paths.push(...(await entriesOf(folder)).map((entry) => join(folder, entry)));
  }
  return paths.filter((path) => basename(path).includes('tfevents'));
}

async function bringUpToDate(path: string, bytes: Uint8Array): Promise<void> {
  const written = await unlessMissing(readFile(path), undefined);
  if (written && Buffer.compare(written, bytes.subarray(0, written.length)) === 0) {
    await appendFile(path, bytes.subarray(written.length));
    return;
  }
  const draft = join(dirname(path), draftName);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(draft, bytes);
  await rename(draft, path);
}

function entriesOf(directory: string): Promise<string[]> {
  return unlessMissing(readdir(directory), []);
}

/** What a call answers, or something else where the file that it needs is not there. */
async function unlessMissing<T, E>(call: Promise<T>, otherwise: E): Promise<T | E> {
  try {
    return await call;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return otherwise;
    throw error;
  }
}
