/**
 * Measures the loop on this machine, through the command line and its records:
 *
 * - overhead: 1,000 trials that take no time, 8 slots, directory store. Reported a trial: the whole command, start of all
 *   processes included, beside the ideal of a trial that costs only the creation of its two records on this disk.
 * - busy: 200 trials whose times are log-normal (median 1 s, sigma 1), 8 slots: the share of the slots' time, from the
 *   first hand-out to the last, in which a trial was trained.
 * - cold: reading a study of 1,000 trials in a process that knows nothing of it.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DirectoryStore } from '../shared/store/directory.js';
import { StudyLog } from '../shared/study/log.js';
import type { Study } from '../shared/study/study.js';

const slots = 8;
const directory = mkdtempSync(join(tmpdir(), 'stepladder-bench-'));
const store = new DirectoryStore(directory);

async function run(tuning: string, trials: number): Promise<{ study: Study; seconds: number; cold: number }> {
  const flags = [
    '--trials',
    `${trials}`,
    '--slots',
    `${slots}`,
    '--study',
    tuning,
    '--store',
    directory,
    '--seed',
    '1',
  ];
  const begun = performance.now();
  execFileSync(process.execPath, ['dist/cli/main.js', 'run', `bench/tunings/${tuning}.ts`, ...flags, '--json']);
  const seconds = (performance.now() - begun) / 1000;
  const read = performance.now();
  const { study } = await StudyLog.open(store, tuning);
  return { study, seconds, cold: performance.now() - read };
}

/** Milliseconds that creating two records of the usual size takes on this disk. */
async function idealMilliseconds(): Promise<number> {
  const record = Buffer.alloc(250, 'x');
  const count = 1000;
  const begun = performance.now();
  for (let index = 0; index < count; index++) {
    await store.create(`ideal/${index}.assigned`, record);
    await store.create(`ideal/${index}.result`, record);
  }
  return (performance.now() - begun) / count;
}

/** Share of the slots' time between the first and the last hand-out that was training. */
function busyShare({ legs }: Study): number {
  const handedOut = legs.map(({ assigned }) => assigned.at);
  const [first, last] = [Math.min(...handedOut), Math.max(...handedOut)];
  const busy = legs.map(({ result }) => {
    const { at = 0, seconds = 0 } = result ?? {};
    return Math.max(0, Math.min(at, last) - Math.max(at - 1000 * seconds, first));
  });
  return busy.reduce((sum, each) => sum + each, 0) / (slots * (last - first));
}

try {
  const machine = `${availableParallelism()} cores (${cpus()[0]?.model.trim()}), Node ${process.version}`;
  console.log(`${new Date().toISOString().slice(0, 10)}, ${machine}`);
  const ideal = await idealMilliseconds();
  const noOp = await run('no-op', 1000);
  console.log(
    `overhead a trial: ${noOp.seconds.toFixed(2)} ms, ideal ${ideal.toFixed(2)} ms (1,000 trials, ${slots} slots)`,
  );
  console.log(`read from cold: ${noOp.cold.toFixed(0)} ms (1,000 trials)`);
  const logNormal = await run('log-normal', 200);
  console.log(
    `slots busy: ${(100 * busyShare(logNormal.study)).toFixed(1)} %, ideal 100 % (200 trials, ${slots} slots)`,
  );
} finally {
  rmSync(directory, { recursive: true });
}
