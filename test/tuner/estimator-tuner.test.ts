import {
  KNeighborsClassifier,
  kFold,
  SupportVectorClassifier,
  standardised,
  stratifiedKFold,
} from 'stepladder/estimators';
import { EstimatorTuner } from 'stepladder/tuner';
import { expect, it } from 'vitest';
import { DirectoryStore } from '../../shared/store/directory.js';
import { StudyLog } from '../../shared/study/log.js';
import { temporaryDirectory } from '../cli/stepladder.js';
import { digits, fixture, wine } from '../shared/estimators/data-sets.js';

const store = temporaryDirectory();

/** A cell of scikit-learn's GridSearchCV: parameters, and the mean accuracy of the folds. */
interface Cell {
  readonly C: number;
  readonly gamma: number | 'scale';
  readonly score: number;
}
const cells = fixture<Record<'digits' | 'standardised wine', Cell[]>>('grid-search');
/** Those of the digits that take least: with a small penalty or a large gamma, most samples become support vectors. */
const digitCells = cells.digits.filter(({ C, gamma }) => C !== 0.1 && gamma !== 0.01);

const x = Array.from({ length: 40 }, (_, i) => [Math.sin(i * 7) + (i % 2) * 1.5, Math.cos(i * 3)]);
const y = x.map((_, i) => i % 2);

it('searches an estimator by cross-validation, with weights and groups', async () => {
  const tuner = new EstimatorTuner({
    hypermodel: (hp) => new KNeighborsClassifier({ nNeighbors: hp.int('neighbors', { min: 1, max: 5 }) }),
    metrics: ['f1'],
    cv: kFold({ folds: 4 }),
    oracle: 'grid',
    study: 'neighbours',
    store,
  });
  await tuner.search(x, y);
  const trials = await tuner.trials();
  const { definition } = (await StudyLog.open(new DirectoryStore(store), 'neighbours')).study;
  expect(definition.objective).toEqual({ name: 'score', direction: 'max' });
  expect(trials.map(({ hyperparameters }) => hyperparameters.neighbors).sort()).toEqual([1, 2, 3, 4, 5]);
  expect(Object.keys(trials[0]?.metrics ?? {}).sort()).toEqual(['f1', 'score', 'score_std']);

  const grouped = new EstimatorTuner({
    hypermodel: (hp) => new KNeighborsClassifier({ nNeighbors: hp.choice('neighbors', [1, 3]) }),
    study: 'grouped',
    store,
  });
  await grouped.search(x, y, { groups: x.map((_, i) => Math.floor(i / 4)) });
  expect((await grouped.getBestHyperparameters())[0]?.get('neighbors')).toBeOneOf([1, 3]);
});

it('trains in its own program alone', () => {
  const options = { hypermodel: () => new KNeighborsClassifier({}), cloud: 'https://example.com' };
  expect(() => new EstimatorTuner(options)).toThrow(/deploy a module with defineEstimatorTuning/);
});

it.each([
  ['digits', digitCells, digits(), kFold({ folds: 3 }), (svc: SupportVectorClassifier) => svc],
  ['standardised wine', cells['standardised wine'], wine(), stratifiedKFold(), standardised],
] as const)(
  "finds by a grid over support vectors, on %s, the scores of scikit-learn's GridSearchCV",
  {
    timeout: 240_000,
  },
  async (name, grid, data, cv, prepared) => {
    const valuesOf = <T>(of: (cell: Cell) => T) => [...new Set(grid.map(of))];
    const tuner = new EstimatorTuner({
      hypermodel: (hp) => {
        const C = hp.choice(
          'C',
          valuesOf((cell) => cell.C),
        );
        const gamma = hp.choice(
          'gamma',
          valuesOf((cell) => cell.gamma),
        );
        return prepared(new SupportVectorClassifier({ C, gamma: gamma as Cell['gamma'] }));
      },
      cv,
      oracle: 'grid',
      study: name.replace(' ', '-'),
      store,
    });
    await tuner.search(data.x, data.y);
    const trials = await tuner.trials();
    expect(grid.length).toBeGreaterThanOrEqual(4);
    expect(trials).toHaveLength(grid.length);
    for (const { C, gamma, score } of grid) {
      const trial = trials.find(({ hyperparameters }) => hyperparameters.C === C && hyperparameters.gamma === gamma);
      expect(trial?.score).toBeCloseTo(score, 9);
    }
  },
);
