import { beforeAll, describe, expect, it } from 'vitest';
import type { StudyDocument } from '../../shared/study/document.js';
import { documentIn, type Outcome, stepladder, temporaryDirectory } from './stepladder.js';

const store = temporaryDirectory();
let outcome: Outcome;
let study: StudyDocument;

beforeAll(async () => {
  const flags = ['--study', 'printing', '--slots', '1', '--json', '--store', store];
  outcome = await stepladder('run', 'test/fixtures/printing.ts', ...flags);
  study = documentIn(outcome);
}, 60_000);

const trialThat = (what: string) =>
  study.trials.find(({ hyperparameters }) => hyperparameters.what === what)?.number as number;
const show = async (what: string, ...flags: string[]) =>
  (await stepladder('show', 'printing', '--trial', `${trialThat(what)}`, '--store', store, ...flags)).stdout;
const logOf = async (what: string) => JSON.parse(await show(what, '--json')).logs[0]?.log;

describe('what trials print', () => {
  it('goes where it went, and is recorded with the leg', async () => {
    expect(outcome.stderr).toContain('\u001b[32mtrains little');
    expect(outcome.stderr.match(/line 4999/g)).toHaveLength(1);
    expect(await logOf('little')).toBe('trains little\na warning');
    expect(await logOf('nothing')).toBeUndefined();
  });

  it('is cut to its last lines', async () => {
    const log: string = await logOf('much');
    expect(Buffer.byteLength(log)).toBeLessThanOrEqual(4096);
    const lines = log.split('\n');
    expect(lines).toEqual(lines.map((_, index) => `line ${5000 - lines.length + index}`));
    expect(lines.length).toBeGreaterThan(300);
  });

  it.each([
    ['throw', 'Error: no luck'],
    ['exit', "Runtime.ExitError: the trial's process exited with code 7 before it was done"],
    ['timer', 'SyntaxError: '],
  ])('is kept where a trial fails by %s, and its failure is the same', async (what, failure) => {
    const text = await show(what);
    expect(text).toContain(`Trial ${trialThat(what)} failed\n  what = ${what}\n`);
    expect(text).toContain(`\n${failure}`);
    // Of a process that is gone the two streams are read side by side.
    const lines = [`trains ${what}`, 'a warning'];
    const printed = [lines, lines.toReversed()].map((each) => each.join('\n')).join('|');
    expect(text).toMatch(new RegExp(`\nPrinted in leg \\d+\n(${printed})\n$`));
  });

  it('is shown of trials that there are', async () => {
    const { status, stderr } = await stepladder('show', 'printing', '--trial', '99', '--store', store);
    expect([status, stderr]).toEqual([2, "stepladder: Study 'printing' has no trial 99\n"]);
  });
});
