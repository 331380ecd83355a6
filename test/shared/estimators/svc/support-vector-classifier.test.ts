import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { crossValidate } from '../../../../shared/estimators/cross-validate.js';
import type { Splitter } from '../../../../shared/estimators/cross-validation/fold.js';
import { stratifiedKFold } from '../../../../shared/estimators/cross-validation/stratified-k-fold.js';
import type { Estimator } from '../../../../shared/estimators/estimator.js';
import { standardised } from '../../../../shared/estimators/standardised.js';
import {
  SupportVectorClassifier,
  type SupportVectorClassifierOptions,
} from '../../../../shared/estimators/svc/support-vector-classifier.js';
import { digits, fixture, type Samples, wine } from '../data-sets.js';

/** A cell of scikit-learn's GridSearchCV: parameters, and the mean and the deviation of the accuracies of its folds. */
interface Cell {
  readonly C?: number;
  readonly kernel?: 'linear' | 'poly' | 'rbf' | 'sigmoid';
  readonly gamma: number | 'scale' | 'auto';
  readonly coef0?: number;
  readonly score: number;
  readonly std: number;
}

const cells = fixture<Record<'wine' | 'standardised wine' | 'kernels', Cell[]>>('grid-search');

async function compare(
  grid: readonly Cell[],
  data: Samples,
  cv: Splitter,
  build: (options: SupportVectorClassifierOptions) => Estimator,
): Promise<void> {
  for (const { score, std, ...options } of grid) {
    const found = await crossValidate(() => build(options), data, { cv });
    expect(found.mean.score, JSON.stringify(options)).toBeCloseTo(score, 9);
    expect(found.std.score, JSON.stringify(options)).toBeCloseTo(std, 9);
  }
  expect(grid.length).toBeGreaterThanOrEqual(9);
}

describe('a support vector classifier', () => {
  it("has in each cell of a grid over the wines the score of scikit-learn's GridSearchCV", () =>
    compare(cells.wine, wine(), stratifiedKFold(), (options) => new SupportVectorClassifier(options)));

  it('has so with features standardised in the folds', () =>
    compare(cells['standardised wine'], wine(), stratifiedKFold(), (options) =>
      standardised(new SupportVectorClassifier(options)),
    ));

  it('has so with each kernel and each meaning of gamma', () => {
    const { x, y } = digits();
    const few = { x: x.slice(0, 400), y: y.slice(0, 400) };
    const build = (options: SupportVectorClassifierOptions) => new SupportVectorClassifier({ degree: 2, ...options });
    return compare(cells.kernels, few, stratifiedKFold({ folds: 4 }), build);
  });

  it('predicts classes by what they are called, whatever the order of the samples', async () => {
    const x = [[0], [10], [1], [11], [20], [21]];
    const y = ['b', 'a', 'b', 'a', 'c', 'c'];
    const estimator = new SupportVectorClassifier({ gamma: 0.1 });
    await estimator.fit(x, y);
    expect(estimator.predict([[0.5], [10.5], [20.5]])).toEqual(['b', 'a', 'c']);
    await estimator.fit(x, [1, 0, 1, 0, 1, 1]);
    expect(estimator.predict([[0.5], [10.5]])).toEqual([1, 0]);
    estimator.free();
    expect(() => estimator.predict([[0]])).toThrow('it predicts only after fit');
  });

  it('refuses what libsvm cannot do', async () => {
    expect(() => new SupportVectorClassifier({ C: 0 })).toThrow('C is 0');
    expect(() => new SupportVectorClassifier({ gamma: 0 })).toThrow('gamma is 0');
    expect(() => new SupportVectorClassifier({ degree: 1.5 })).toThrow('degree is 1.5');
    const estimator = new SupportVectorClassifier();
    await expect(estimator.fit([[1], [2]], [0, 1], [1, 2])).rejects.toThrow("can't be fitted with weights of samples");
    await expect(estimator.fit([[1], [2]], [1, 1])).rejects.toThrow('all samples fitted to are of the class 1');
  });

  it('says which package to install where libsvm-js is missing', () => {
    const folder = mkdtempSync(join(tmpdir(), 'stepladder-'));
    afterAll(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    for (const path of ['errors.js', 'estimators']) {
      cpSync(join('dist', 'shared', path), join(folder, path), { recursive: true });
    }
    const script = `
      const { SupportVectorClassifier } = await import('./estimators/svc/support-vector-classifier.js');
      await new SupportVectorClassifier().fit([[1], [2]], [0, 1]).catch(({ code, message }) => console.log(code, message));`;
    const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: folder });
    expect(printed.toString()).toMatch(/^MissingDependency .* npm install libsvm-js\n$/);
  });
});
