import { oracleNamed } from '../oracles/oracles.js';
import { frontOf } from './front.js';
import { inParallel } from './in-parallel.js';
import { checkpointsFolder, parseName } from './keys.js';
import type { StudyLog } from './log.js';
import { oracleStudyOf } from './oracle-study.js';
import { isPareto } from './scores.js';
import type { Study } from './study.js';
import type { Trial } from './trial.js';

/** Legs that end between two times that checkpoints are looked through: each costs a request. */
const interval = 32;

/** Deletes checkpoints that nobody will need, if enough legs have ended since the last time. */
export async function removeObsoleteIfDue(log: StudyLog): Promise<void> {
  const ended = Math.floor(log.endedWithoutGap / interval) * interval;
  if (ended <= log.cleared) return;
  await removeObsolete(log);
  log.noteCleared(ended);
}

/**
 * Deletes the checkpoints from which no trial will go on: those that later ones of their trial replace, and those of trials
 * that failed, were stopped, or cannot be promoted any more. Those of the best trials are kept, those of trials that were trained
 * to the end, and whatever a leg that has not ended may be reading.
 */
export async function removeObsolete(log: StudyLog): Promise<void> {
  const { store, study, name } = log;
  const needed = neededCheckpoints(study);
  const isObsolete = (key: string) => !needed.has(key) && study.leg(parseName(key).number)?.result !== undefined;
  const keys = await store.list(checkpointsFolder(name));
  await inParallel(keys.filter(isObsolete), (key) => store.remove(key));
}

function neededCheckpoints(study: Study): Set<string | undefined> {
  const best = frontOf(study);
  const kept = study.trials.filter((trial) => best.includes(trial) || mayBeNeeded(study, trial));
  const reading = study.trials.filter(({ status }) => status === 'running' || status === 'waiting');
  return new Set([...kept.flatMap(newestOf), ...reading.map(({ legs }) => legs.at(-1)?.assigned.checkpoint)]);
}

/** The one before the newest too: who reads the log at this moment may begin a trial from it. */
function newestOf({ legs }: Trial): (string | undefined)[] {
  return legs
    .map(({ result }) => result?.checkpoint)
    .filter((key) => key !== undefined)
    .slice(-2);
}

function mayBeNeeded(study: Study, trial: Trial): boolean {
  if (trial.status === 'failed' || trial.stopped) return false;
  if (trial.status !== 'completed' || trial.epochs >= study.epochs) return true;
  // By other weights it may yet be among those who go on.
  if (isPareto(study.definition.objective)) return true;
  const known = oracleStudyOf(study, study.lastRun?.run.budget ?? {});
  return oracleNamed(study.definition.oracle).mayGoOn?.(known, trial) ?? true;
}
