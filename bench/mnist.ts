/**
 * Epochs of `examples/mnist` that `auto` needs to reach what random search finds: random search trains 40 networks for nine
 * epochs each; `auto` has the same nine epochs as the most, and ends when it is as good. Five seeds, through the command
 * line: `npm run bench:mnist`, or `-- --seeds 2` for fewer.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DirectoryStore } from '../shared/store/directory.js';
import { StudyLog } from '../shared/study/log.js';
import { scoresOf } from '../shared/study/scores.js';
import type { Study } from '../shared/study/study.js';

const epochs = 9;
const networks = 40;
const { values } = parseArgs({ options: { seeds: { type: 'string', default: '5' } } });
const directory = mkdtempSync(join(tmpdir(), 'stepladder-bench-'));

async function run(oracle: string, seed: number, ...budget: string[]): Promise<Study> {
  const study = `${oracle}-${seed}`;
  const flags = [
    '--oracle',
    oracle,
    '--epochs',
    `${epochs}`,
    '--seed',
    `${seed}`,
    '--slots',
    `${availableParallelism()}`,
  ];
  const place = ['--study', study, '--store', directory, '--json'];
  execFileSync(process.execPath, ['dist/cli/main.js', 'run', 'examples/mnist', ...flags, ...budget, ...place]);
  return (await StudyLog.open(new DirectoryStore(directory), study)).study;
}

/** Epochs trained in legs that ended by the time that the score was first as good as `target`; undefined if it never was. */
function epochsUntil(study: Study, target: number): number | undefined {
  const ended = study.legs.flatMap(({ result }) => result ?? []).sort((a, b) => a.at - b.at);
  let trained = 0;
  for (const { reports } of ended) {
    trained += reports.length;
    if (reports.some(({ metrics }) => (scoresOf(metrics, study.definition.objective)?.[0] ?? 0) >= target))
      return trained;
  }
  return undefined;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] as number) + (sorted[sorted.length >> 1] as number)) / 2;
}

try {
  const whole = networks * epochs;
  const shares: number[] = [];
  for (let seed = 0; seed < Number(values.seeds); seed++) {
    const target = Math.max(
      ...(await run('random', seed, '--trials', `${networks}`)).trials.map(({ score = 0 }) => score),
    );
    const budget = ['--trials', '1000', '--total-epochs', `${whole}`, '--target', `${target}`];
    const needed = epochsUntil(await run('auto', seed, ...budget), target);
    shares.push((needed ?? Number.POSITIVE_INFINITY) / whole);
    console.log(
      `seed ${seed}: random search found ${target.toFixed(4)} in ${whole} epochs; auto needed ${needed ?? `more than ${whole}`}`,
    );
  }
  console.log(`median share of the epochs: ${median(shares).toFixed(2)}`);
  console.log(
    `(${new Date().toISOString().slice(0, 10)}, ${availableParallelism()} x ${cpus()[0]?.model}, Node.js ${process.version})`,
  );
} finally {
  rmSync(directory, { recursive: true });
}
