import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { earlyStoppingSchema } from '../../shared/oracles/early-stopping.js';
import { oracleOptionsSchema } from '../../shared/oracles/options.js';
import { budgetSchema, settingsSchema } from '../../shared/study/records.js';
import { root } from './pages.js';

/** What a docstring says, as a form says it: its default in a sentence. */
function textOf(docstring: string): string {
  const words = docstring
    .replaceAll(/^\s*\*+/gm, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const [text = '', fallback] = words.split('@default').map((part) => part.trim());
  return fallback === undefined ? text : `${text} Default: ${fallback}.`;
}

/** The docstrings of a schema's properties, by their names. */
function docstringsOf(file: string, schema: string): Record<string, string> {
  const source = readFileSync(join(root, file), 'utf8');
  const begin = source.indexOf(`const ${schema} = z.strictObject({`);
  const body = source.slice(begin, source.indexOf('\n});', begin));
  const found = body.matchAll(/^ {2}\/\*\*((?:(?!\*\/).)*)\*\/\n {2}(\w+)[:,]/gms);
  return Object.fromEntries([...found].map(([, docstring = '', name]) => [name, textOf(docstring)]));
}

describe('what forms say of a setting is what its docstring says', () => {
  it.each([
    ['shared/study/records.ts', 'budgetSchema', budgetSchema],
    ['shared/study/records.ts', 'settingsSchema', settingsSchema],
    ['shared/oracles/options.ts', 'oracleOptionsSchema', oracleOptionsSchema],
    ['shared/oracles/early-stopping.ts', 'earlyStoppingSchema', earlyStoppingSchema],
  ])('in %s: %s', (file, name, { shape }) => {
    const described = Object.entries(shape).map(([property, { description }]) => [property, description]);
    expect(Object.fromEntries(described)).toEqual(docstringsOf(file, name));
  });
});
