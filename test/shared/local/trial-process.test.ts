import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TrialProcess } from '../../../dist/shared/local/trial-process.js';
import { temporaryDirectory } from '../../cli/stepladder.js';

const printed: string[] = [];
let trials: TrialProcess;

/** Prints lines, the last of them unfinished if so told, and exits if so told. */
const handler = `
  console.log('loaded');
  export function handler({ name, lines, unfinished, exits }) {
    for (let line = 0; line < lines; line++) process.stdout.write(name + line + '\\n');
    if (unfinished) process.stdout.write(unfinished);
    if (exits) process.exit(3);
    return {};
  }`;

beforeAll(async () => {
  const module = join(temporaryDirectory(), 'handler.mjs');
  await writeFile(module, handler);
  trials = new TrialProcess({
    module: pathToFileURL(module),
    environment: {},
    onOutput: (line) => void printed.push(line),
  });
});
afterAll(() => trials.close());

/** What is told of a call in which the process ends. */
const logOf = (event: object) =>
  trials.call(event).then(
    () => 'did not fail',
    (error: Error & { log?: string }) => error.log,
  );

describe("what a trial's process printed before it ended", () => {
  it('is that of its last call, though more of the one before was read after that had ended', async () => {
    for (let round = 0; round < 10; round++) {
      await trials.call({ name: 'before ', lines: 1000, unfinished: 'and no end' });
      expect(await logOf({ name: 'then ', lines: 2, exits: true })).toBe('then 0\nthen 1');
    }
    const round = [
      'loaded',
      ...Array.from({ length: 1000 }, (_, line) => `before ${line}`),
      ...['and no end', 'then 0', 'then 1'],
    ];
    expect(printed).toEqual(Array(10).fill(round).flat());
  });

  it('begins with what its modules printed, where it is the first', async () => {
    expect(await logOf({ name: 'first ', lines: 1, exits: true })).toBe('loaded\nfirst 0');
  });
});
