import SVM from 'libsvm-js/asm.js';
import { irisFolds } from './folds.js';

/** Mean accuracy, over the folds, of a support vector classifier with a Gaussian kernel. */
export function crossValidatedAccuracy(C: number, gamma: number): number {
  const accuracies = irisFolds().map(({ train, test }) => {
    const svm = new SVM({ type: SVM.SVM_TYPES.C_SVC, kernel: SVM.KERNEL_TYPES.RBF, cost: C, gamma, quiet: true });
    svm.train(train.features, train.labels);
    const predicted = svm.predict(test.features);
    svm.free();
    return predicted.filter((label, index) => label === test.labels[index]).length / predicted.length;
  });
  return accuracies.reduce((sum, accuracy) => sum + accuracy, 0) / accuracies.length;
}
