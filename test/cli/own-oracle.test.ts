import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DirectoryStore } from '../../shared/store/directory.js';
import { StudyLog } from '../../shared/study/log.js';
import { documentIn, start, stepladder, temporaryDirectory } from './stepladder.js';

const store = temporaryDirectory();
const place = ['--store', store, '--json'];
const parabola = 'test/fixtures/parabola.ts';
const annealing = 'test/fixtures/annealing';
const modules = temporaryDirectory();
let written = 0;

function moduleOf(code: string): string {
  const file = join(modules, `own-${written++}.mjs`);
  writeFileSync(file, code);
  return file;
}

describe("an oracle of the user's own, in a file", () => {
  it('suggests what is trained, is recorded by its name, and goes on after a resume', async () => {
    const flags = ['--oracle', annealing, '--seed', '1', '--slots', '1', ...place];
    const whole = documentIn(await stepladder('run', parabola, '--study', 'whole', '--trials', '12', ...flags));
    expect(whole).toMatchObject({ status: 'completed', oracle: 'annealing' });
    await stepladder('run', parabola, '--study', 'parts', '--trials', '5', ...flags);
    const parts = documentIn(await stepladder('resume', 'parts', '--trials', '12', ...place));
    const valuesOf = ({ trials }: typeof whole) => trials.map(({ hyperparameters }) => hyperparameters);
    expect(valuesOf(parts)).toEqual(valuesOf(whole));
    expect(new Set(valuesOf(whole).map(({ x }) => x)).size).toBe(12);
  });

  it('tells running trials to stop', async () => {
    const oracle = moduleOf(`
      export default {
        name: 'hasty', endsByItself: false,
        next: ({ trials, epochs }) => ({ kind: 'trial', values: { x: trials.length / 10 }, toEpoch: epochs }),
        stops: (study, { epochs, curve }) => curve.length >= 2,
      };`);
    const flags = ['--oracle', oracle, '--trials', '3', '--slots', '1', '--epochs', '4'];
    const outcome = await stepladder('run', 'test/fixtures/curves.ts', '--study', 'hasty', ...flags, ...place);
    expect(outcome.status, outcome.stderr).toBe(0);
    const { study } = await StudyLog.open(new DirectoryStore(store), 'hasty');
    expect(study.trials.map(({ epochs, stopped }) => [epochs, stopped])).toEqual(Array(3).fill([2, true]));
  });

  it.each([
    ["export default { name: 'x' };", /has no `next`/],
    ['export default class { next() {} };', /has no `name`/],
    ["export default { name: 'random', next() {} };", /is called 'random', as one of Stepladder's own is/],
    ['export const oracle = 1;', /must export it as the default/],
    ['throw new Error("no luck");', /cannot be loaded: no luck/],
  ])('is refused before anything is written: %s', async (code, message) => {
    const outcome = await stepladder('run', parabola, '--study', 'refused', '--oracle', moduleOf(code), ...place);
    expect(outcome.status).toBe(2);
    expect(outcome.stderr).toMatch(message);
    expect((await stepladder('show', 'refused', ...place)).stderr).toMatch(/no study 'refused'/);
  });

  it('of which there is neither a name nor a file, lists the names there are', async () => {
    const outcome = await stepladder('run', parabola, '--oracle', 'genetic', ...place);
    expect(outcome).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("no oracle 'genetic'. Choose one of: auto"),
    });
  });

  it('that suggests what is none of the space fails the study, which says what was wrong', async () => {
    const oracle = moduleOf(
      "export default { name: 'wild', endsByItself: false, next: () => ({ kind: 'trial', values: { x: 2 }, toEpoch: 1 }) };",
    );
    const outcome = await stepladder('run', parabola, '--study', 'wild', '--oracle', oracle, ...place);
    expect(outcome.status).toBe(1);
    expect(documentIn(outcome).reason).toMatch(/'wild' suggests 2 for x, which is none of its values/);
  });

  it('that throws fails the study, which says what and where', async () => {
    const oracle = moduleOf("export default { name: 'clumsy', endsByItself: false, next: () => undefined.trials };");
    const outcome = await stepladder('run', parabola, '--study', 'clumsy', '--oracle', oracle, ...place);
    expect(outcome.status).toBe(1);
    expect(documentIn(outcome).reason).toMatch(
      /'clumsy' threw TypeError: Cannot read .*trials.* \(at .*own-\d+\.mjs:1:/,
    );
  });

  it('answers programs that ask by lines', async () => {
    const create = {
      op: 'create',
      space: { parameters: [{ kind: 'boolean', name: 'a' }] },
      objective: { name: 's', direction: 'min' },
    };
    const { process, ended } = start(['ask-tell', '--oracle', annealing], {}, 'pipe');
    process.stdin?.end(`${JSON.stringify(create)}\n{"op":"ask"}\n`);
    const outcome = await ended;
    expect(JSON.parse(outcome.stdout.split('\n')[1] as string)).toMatchObject({
      trial: { values: { a: expect.any(Boolean) } },
    });
  });
});
