import { KNeighborsClassifier, kFold } from 'stepladder/estimators';
import { EstimatorTuner } from 'stepladder/tuner';
import { expect, it } from 'vitest';
import { DirectoryStore } from '../../shared/store/directory.js';
import { StudyLog } from '../../shared/study/log.js';
import { temporaryDirectory } from '../cli/stepladder.js';

const store = temporaryDirectory();
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
