import { readFileSync } from 'node:fs';
import type { Values } from '../../../shared/space/parameter.js';
import { spaceOf } from '../space/spaces.js';
import { studyWith, type Tried } from './studies.js';

interface Case {
  readonly names: readonly string[];
  /** A row a trial: its values, null where a hyperparameter is not active, and the loss. */
  readonly rows: readonly (readonly (string | number | null)[])[];
  readonly pedAnova: Readonly<Record<string, number>>;
  readonly fanova?: Readonly<Record<string, number>>;
}

const file = new URL('../../fixtures/importance/importances.json', import.meta.url);
const cases: Record<keyof typeof spaces, Case> = JSON.parse(readFileSync(file, 'utf8'));

const spaces = {
  gridded: spaceOf(
    { name: 'a', kind: 'float', min: 0, max: 1, step: 0.025 },
    { name: 'b', kind: 'int', min: 0, max: 12 },
    { name: 'c', kind: 'float', min: -1, max: 1, step: 0.1 },
    { name: 'd', kind: 'int', min: 1, max: 7 },
  ),
  mixed: spaceOf(
    { name: 'x', kind: 'float', min: 0, max: 1 },
    { name: 'rate', kind: 'float', min: 1e-4, max: 1e-1, sampling: 'log' },
    { name: 'width', kind: 'int', min: 1, max: 128, sampling: 'log' },
    { name: 'kind', kind: 'choice', values: ['p', 'q', 'r'] },
    { name: 'idle', kind: 'float', min: -3, max: 5 },
  ),
  conditional: spaceOf(
    { name: 'optimizer', kind: 'choice', values: ['adam', 'sgd'] },
    { name: 'rate', kind: 'float', min: 0, max: 1 },
    { name: 'momentum', kind: 'float', min: 0, max: 0.9, when: [{ parameter: 'optimizer', in: ['sgd'] }] },
  ),
};

/** A study of trials that Optuna has judged, and what it says of them, by `test/fixtures/importance/make.py`. */
export function judgedByOptuna(name: keyof typeof spaces) {
  const { names, rows, ...importances } = cases[name];
  const trials = rows.map((row): Tried => {
    const entries = names.map((each, index) => [each, row[index]]).filter(([, value]) => value !== null);
    return { values: Object.fromEntries(entries) as Values, score: row.at(-1) as number };
  });
  return { study: studyWith(spaces[name], trials), ...importances };
}

/** The importances of some hyperparameters, as shares of their sum, in descending order. */
export function sharesOf(importances: Readonly<Record<string, number>>, names: readonly string[]): Map<string, number> {
  const some = names.map((name) => [name, importances[name] as number] as const);
  const total = some.reduce((sum, [, importance]) => sum + importance, 0);
  return new Map(some.map(([name, importance]) => [name, importance / total] as const).sort((a, b) => b[1] - a[1]));
}
