import { describe, expect, it } from 'vitest';
import { fixture } from '../shared/estimators/data-sets.js';
import { documentIn, stepladder, temporaryDirectory } from './stepladder.js';

describe('stepladder run, of the tuning of an estimator', () => {
  it("finds in each cell of a grid the score of scikit-learn's GridSearchCV, and its best cell", async () => {
    const { 'standardised wine': cells } =
      fixture<Record<string, { C: number; gamma: number | 'scale'; score: number; std: number }[]>>('grid-search');
    const outcome = await stepladder('run', 'test/fixtures/wine-svc.ts', '--json', '--store', temporaryDirectory());
    const { trials, best, ...rest } = documentIn(outcome);
    expect(rest).toMatchObject({ status: 'completed', objective: { name: 'score', direction: 'max' } });
    expect(trials).toHaveLength(12);
    for (const { C, gamma, score, std } of cells ?? []) {
      const trial = trials.find(({ hyperparameters: hp }) => hp.C === C && hp.gamma === gamma);
      expect(trial?.score).toBeCloseTo(score, 9);
      expect(trial?.metrics?.score_std).toBeCloseTo(std, 9);
      expect(Object.keys(trial?.metrics ?? {}).sort()).toEqual(['balanced_accuracy', 'f1_macro', 'score', 'score_std']);
    }
    expect(best?.score).toBeCloseTo(Math.max(...(cells ?? []).map(({ score }) => score)), 9);
  });
});
