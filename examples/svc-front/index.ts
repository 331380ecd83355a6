import SVM from 'libsvm-js/asm.js';
import { defineTuning } from 'stepladder';
import { irisFolds } from '../svc-grid/folds.js';

/**
 * A support vector classifier on the iris data, by accuracy and by size: how often it is right in five-fold cross-validation,
 * and how many support vectors it must keep and compare each sample with.
 */
export default defineTuning({
  objective: { pareto: ['accuracy', { name: 'vectors', direction: 'min' }] },
  budget: { trials: 30 },
  evaluate: (hp) => {
    const cost = hp.float('C', { min: 1e-3, max: 1e3, sampling: 'log' });
    const gamma = hp.float('gamma', { min: 1e-4, max: 1e2, sampling: 'log' });
    const folds = irisFolds();
    let [right, tested, vectors] = [0, 0, 0];
    for (const { train, test } of folds) {
      const svm = new SVM({ type: SVM.SVM_TYPES.C_SVC, kernel: SVM.KERNEL_TYPES.RBF, cost, gamma, quiet: true });
      svm.train(train.features, train.labels);
      right += svm.predict(test.features).filter((label, index) => label === test.labels[index]).length;
      tested += test.labels.length;
      vectors += svm.getSVIndices().length / folds.length;
      svm.free();
    }
    return { accuracy: right / tested, vectors };
  },
});
