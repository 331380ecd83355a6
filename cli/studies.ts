import { resolve } from 'node:path';
import { StepladderError } from '../shared/errors.js';
import { isLocked } from '../shared/local/lock.js';
import { DirectoryStore } from '../shared/store/directory.js';
import { documentOf, leaderboardOf, type StudyDocument } from '../shared/study/document.js';
import { definitionKey, studiesFolder } from '../shared/study/keys.js';
import { StudyLog } from '../shared/study/log.js';
import { studyNameSchema } from '../shared/study/records.js';
import type { Study } from '../shared/study/study.js';
import { printJson } from './execute.js';
import { formatNumber, formatTable, formatValue } from './format.js';
import { printSummary } from './summary.js';

interface Flags {
  readonly store: string;
  readonly json?: boolean;
}

/** `stepladder list`: the studies of a store. */
export async function listCommand({ store: directory, json }: Flags): Promise<number> {
  const store = new DirectoryStore(resolve(directory));
  const names = (await store.children(studiesFolder)).filter((name) => studyNameSchema.safeParse(name).success);
  const documents: StudyDocument[] = [];
  for (const name of names) {
    if (await store.get(definitionKey(name))) documents.push((await read(store, name)).document);
  }
  if (json) printJson(documents.map(({ trials: _, ...rest }) => rest));
  else if (documents.length === 0) process.stdout.write(`There are no studies in ${directory}\n`);
  else {
    const rows = documents.map(({ study, status, spent, objective, best }) => [
      study,
      status,
      String(spent.trials),
      objective.name,
      best ? formatNumber(best.score as number) : '',
    ]);
    process.stdout.write(`${formatTable(['study', 'status', 'trials', 'objective', 'best'], rows)}\n`);
  }
  return 0;
}

/** `stepladder show <study>`: everything known of a study. */
export async function showCommand(name: string, { store, json }: Flags): Promise<number> {
  const { study, document } = await read(new DirectoryStore(resolve(store)), name);
  if (json) printJson(document);
  else {
    const rows = document.trials.map(({ number, status, score, epochs, seconds, legs, failure }) => [
      String(number),
      status,
      score === null ? '' : formatNumber(score),
      String(epochs),
      formatNumber(seconds),
      String(legs),
      failure ? `${failure.code}: ${failure.message.split('\n')[0]}` : '',
    ]);
    process.stdout.write(
      `${formatTable(['trial', 'status', 'score', 'epochs', 'seconds', 'legs', 'failure'], rows)}\n`,
    );
    printSummary(study, document);
  }
  return 0;
}

/** `stepladder leaderboard <study>`: the best trials. */
export async function leaderboardCommand(name: string, flags: Flags & { limit: number }): Promise<number> {
  const { study, document } = await read(new DirectoryStore(resolve(flags.store)), name);
  const best = leaderboardOf(study).slice(0, flags.limit);
  if (flags.json) {
    printJson(best.map(({ number }) => document.trials.find((trial) => trial.number === number) as object));
    return 0;
  }
  const names = [...new Set(study.space.parameters.map((parameter) => parameter.name))];
  const rows = best.map(({ number, score, values }, index) => [
    String(index + 1),
    String(number),
    formatNumber(score as number),
    ...names.map((parameter) => formatValue(values[parameter])),
  ]);
  process.stdout.write(`${formatTable(['rank', 'trial', study.definition.objective.name, ...names], rows)}\n`);
  return 0;
}

/** `stepladder best <study>`: the best trial's hyperparameters, and its model. */
export async function bestCommand(name: string, flags: Flags & { export?: string }): Promise<number> {
  const store = new DirectoryStore(resolve(flags.store));
  const { study, document } = await read(store, name);
  const best = leaderboardOf(study)[0];
  if (!best) throw new StepladderError('InvalidRequest', `No trial of study '${name}' has a score yet`);
  if (flags.export !== undefined) {
    const { exportModel } = await import('../shared/training/export-model.js');
    await exportModel(store, best, resolve(flags.export));
  }
  if (flags.json) printJson(document.trials.find(({ number }) => number === best.number) as object);
  else {
    const values = Object.entries(best.values).map(([parameter, value]) => `  ${parameter} = ${formatValue(value)}\n`);
    const { objective } = study.definition;
    process.stdout.write(
      `trial ${best.number}: ${objective.name} ${formatNumber(best.score as number)}\n${values.join('')}`,
    );
  }
  return 0;
}

/** `stepladder stop <study>`: asks the run of a study, in whatever process, to stop. */
export async function stopCommand(name: string, { store: directory }: Flags): Promise<number> {
  const store = new DirectoryStore(resolve(directory));
  const log = await StudyLog.open(store, name);
  const state = log.study.lastRun;
  if (!state || state.end || !(await isLocked(store.root, name))) {
    throw new StepladderError('StudyNotRunning', `Study '${name}' is not running`);
  }
  await log.createStop({ run: state.run.run, at: Date.now() });
  process.stdout.write(
    `Study '${name}' was asked to stop: models pause at the end of their epoch, evaluations finish\n`,
  );
  return 0;
}

async function read(store: DirectoryStore, name: string): Promise<{ study: Study; document: StudyDocument }> {
  const { study } = await StudyLog.open(store, name);
  return { study, document: documentOf(study, Date.now(), await isLocked(store.root, name)) };
}
