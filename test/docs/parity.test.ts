import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, textOf } from './pages.js';

const [, table = ''] = textOf('docs/from-keras-tuner.md').split('\n## Parity\n');
const rows = table
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(2)
  .map((line) => line.slice(2, -2).split(' | ') as [line: string, behaviour: string, file: string, title: string]);

/** Whether a test has exactly this title, or a table of tests has it in a row. */
function isTitle(source: string, title: string): boolean {
  return ["'", '"', '`'].some((quote) => source.includes(quote + title + quote));
}

describe('the table of parity with Keras Tuner', () => {
  it('has rows for each line of its features, for what its tests check, and for its traps', () => {
    const numbers = Array.from({ length: 15 }, (_, index) => String(index + 1));
    const tests = ['HP', 'Oracle', 'Random', 'Grid', 'Bayesian', 'Hyperband', 'Tuner', 'Sklearn'];

    expect(new Set(rows.map(([line]) => line))).toEqual(new Set([...numbers, ...tests, 'trap']));
    expect(rows.filter((cells) => cells.length !== 4)).toEqual([]);
  });

  it.each(rows)('%s, %s: has a test that exists, by its title', (_line, _behaviour, file, title) => {
    expect(file).toMatch(/^test\/.*\.ts$/);
    expect(existsSync(join(root, file)), file).toBe(true);
    expect(isTitle(textOf(file), title), title).toBe(true);
  });
});
