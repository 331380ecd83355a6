import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DirectoryStore } from '../../shared/store/directory.js';
import { StudyLog } from '../../shared/study/log.js';
import { AskTellProgram } from '../shared/ask-tell-program.js';
import { commandOf, type Optimiser } from '../shared/optimiser.js';
import { median } from '../shared/statistics.js';
import { formatMilliseconds, tableOf } from '../shared/table.js';
import { historyOf, parameters, scoreOf, writeStudy } from './history.js';
import { timedAsk } from './timed-ask.js';

const sizes = [100, 1000, 10_000];
/** A peer is not asked beyond. */
const mostOfPeers = 1000;
const coldSize = 1000;

/** Enough that code which was compiled late does not decide. */
const mostAsks = 15;
/** Seconds after which no further ask is timed. */
const enough = 20;

/** Whether an optimiser can be asked after any number of trials without going through them. */
export function canBeTimed({ peer }: Optimiser): boolean {
  return peer?.takesHistory ?? true;
}

/**
 * Milliseconds of a suggestion of ten hyperparameters after so many finished trials, in a process that is asked again
 * after each result; and from cold, by a new process that reads the study from a directory.
 */
export async function timesTable(optimisers: readonly Optimiser[]): Promise<string> {
  const rows: string[][] = [];
  for (const optimiser of optimisers) {
    rows.push([optimiser.name, ...(await (optimiser.peer ? timesOfPeer(optimiser) : timesOfOracle(optimiser)))]);
  }
  const count = (size: number) => size.toLocaleString('en');
  return tableOf(['ms a suggestion', ...sizes.map(count), `${count(coldSize)}, from cold`], rows);
}

async function timesOfOracle({ name }: Optimiser): Promise<string[]> {
  const directory = mkdtempSync(join(tmpdir(), 'stepladder-bench-'));
  try {
    const store = new DirectoryStore(directory);
    const warm: string[] = [];
    for (const size of sizes) {
      await writeStudy(store, `${size}`, name, historyOf(size));
      const log = await StudyLog.open(store, `${size}`);
      warm.push(await medianOf(() => timedAsk(log)));
    }
    return [...warm, await medianOf(async () => askFromCold(directory, `${coldSize}`))];
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function askFromCold(directory: string, study: string): number {
  const script = fileURLToPath(new URL('cold-ask.ts', import.meta.url));
  return Number(execFileSync(process.execPath, ['--import', 'tsx', script, directory, study], { encoding: 'utf8' }));
}

async function timesOfPeer(optimiser: Optimiser): Promise<string[]> {
  const cells: string[] = [];
  const command = await commandOf(optimiser);
  for (const size of sizes) {
    if (size > mostOfPeers) {
      cells.push('');
      continue;
    }
    const program = new AskTellProgram(command);
    try {
      await program.create({ parameters, seed: 1, maxTrials: 10 * size });
      await program.call({ op: 'history', trials: historyOf(size) });
      cells.push(await medianOf(() => timedAskOfPeer(program)));
    } finally {
      await program.end();
    }
  }
  return [...cells, ''];
}

async function timedAskOfPeer(program: AskTellProgram): Promise<number> {
  const begun = performance.now();
  const { trial } = await program.ask();
  const milliseconds = performance.now() - begun;
  if (!trial) throw new Error('no trial was suggested');
  await program.tell(trial.id, scoreOf(trial.values));
  return milliseconds;
}

/** The first of several asks warms up and does not count. */
async function medianOf(ask: () => Promise<number>): Promise<string> {
  const begun = performance.now();
  const times = [await ask()];
  while (times.length <= mostAsks && performance.now() - begun < 1000 * enough) times.push(await ask());
  return formatMilliseconds(median(times.length > 1 ? times.slice(1) : times));
}
