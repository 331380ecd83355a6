import { DirectoryStore } from '../../shared/store/directory.js';
import { StudyLog } from '../../shared/study/log.js';
import { start } from '../cli/stepladder.js';

/** A study that the command line runs on this machine, in a directory for a store. */
export async function localStudy(
  directory: string,
  module: string,
  { study, seed, flags = [] }: { study: string; seed: number; flags?: readonly string[] },
): Promise<StudyLog> {
  const args = ['run', module, '--study', study, '--seed', String(seed), '--slots', '1', '--store', directory];
  const { status, stderr } = await start([...args, '--json', ...flags]).ended;
  if (status !== 0) throw new Error(stderr);
  return StudyLog.open(new DirectoryStore(directory), study);
}
