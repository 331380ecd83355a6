import { StepladderError } from '../../errors.js';
import { classesOf, classIndexes } from '../classes.js';
import type { Estimator, Matrix, Target, Targets } from '../estimator.js';
import { varianceOf } from '../moments.js';
import { refuseSampleWeight } from '../sample-weight.js';
import { loadLibsvm } from './load-libsvm.js';

/** Parameters of scikit-learn's SVC, with its meanings and defaults. */
export interface SupportVectorClassifierOptions {
  /** How much samples within the margin cost: above 0. @default 1 */
  readonly C?: number;
  /** Of samples u and v: u·v, (gamma u·v + coef0)^degree, exp(-gamma |u - v|²), or tanh(gamma u·v + coef0). @default 'rbf' */
  readonly kernel?: 'linear' | 'poly' | 'rbf' | 'sigmoid';
  /**
   * Above 0; `scale` is 1 / (features × variance of all values fitted to), `auto` is 1 / features. Unused by `linear`.
   *
   * @default 'scale'
   */
  readonly gamma?: number | 'scale' | 'auto';
  /** The power, of `poly`: a whole number from 0. @default 3 */
  readonly degree?: number;
  /** What is added to the product, of `poly` and `sigmoid`: any number. @default 0 */
  readonly coef0?: number;
}

type Svm = InstanceType<Awaited<ReturnType<typeof loadLibsvm>>>;

/**
 * A support vector classifier: libsvm's C-SVC (Chang and Lin 2011), which scikit-learn's SVC is, too, and one against one for
 * more than two classes. It needs the package libsvm-js. It has no weights of samples and no probabilities; `free` its memory.
 */
export class SupportVectorClassifier implements Estimator {
  /** That it predicts classes. */
  readonly kind = 'classifier';
  readonly #options: Required<SupportVectorClassifierOptions>;
  #svm: Svm | undefined;
  #classes: Target[] = [];

  /** @throws InvalidTuning naming the parameter that can't be: `C`, `gamma` or `degree`. */
  constructor({ C = 1, kernel = 'rbf', gamma = 'scale', degree = 3, coef0 = 0 }: SupportVectorClassifierOptions = {}) {
    if (!(C > 0)) throw invalid(`C is ${C}: it must be above 0`);
    if (typeof gamma === 'number' && !(gamma > 0)) throw invalid(`gamma is ${gamma}: it must be above 0`);
    if (!Number.isInteger(degree) || degree < 0) throw invalid(`degree is ${degree}: it must be a whole number from 0`);
    this.#options = { C, kernel, gamma, degree, coef0 };
  }

  /**
   * Trains on samples, anew.
   *
   * @throws MissingDependency if libsvm-js is not installed; InvalidTuning if there are weights, or fewer than two classes.
   */
  async fit(x: Matrix, y: Targets, sampleWeight?: readonly number[]): Promise<void> {
    refuseSampleWeight('A support vector classifier', sampleWeight);
    const classes = classesOf(y);
    if (classes.length < 2) throw invalid(`all samples fitted to are of the class ${classes[0]}: it needs two`);
    const SVM = await loadLibsvm();
    const { C, kernel, gamma, degree, coef0 } = this.#options;
    const kernels = SVM.KERNEL_TYPES;
    const numbers = { linear: kernels.LINEAR, poly: kernels.POLYNOMIAL, rbf: kernels.RBF, sigmoid: kernels.SIGMOID };
    const width = typeof gamma === 'number' ? gamma : widthOf(x, gamma);
    this.free();
    this.#classes = classes;
    this.#svm = new SVM({
      type: SVM.SVM_TYPES.C_SVC,
      kernel: numbers[kernel],
      cost: C,
      gamma: width,
      degree,
      coef0,
      quiet: true,
    });
    // libsvm numbers classes as they appear, and the first wins a tie of votes; in scikit-learn it is the first in sorted order.
    const labels = classIndexes(y, classes);
    const order = [...labels.keys()].sort((a, b) => (labels[a] as number) - (labels[b] as number));
    this.#svm.train(
      order.map((sample) => x[sample] as number[]),
      order.map((sample) => labels[sample] as number),
    );
  }

  /**
   * The class of each row, by the votes of all pairs of classes.
   *
   * @throws InvalidTuning if it is not fitted.
   */
  predict(x: Matrix): Target[] {
    if (!this.#svm) throw invalid('it predicts only after fit');
    return this.#svm.predict(x as number[][]).map((label) => this.#classes[label] as Target);
  }

  /** Frees libsvm's memory; it must be fitted again to predict. */
  free(): void {
    this.#svm?.free();
    this.#svm = undefined;
  }
}

function widthOf(x: Matrix, gamma: 'scale' | 'auto'): number {
  const features = x[0]?.length ?? 1;
  const variance = gamma === 'scale' ? varianceOf(x.flat()) : 1;
  return variance === 0 ? 1 : 1 / (features * variance);
}

function invalid(fault: string): StepladderError {
  return new StepladderError('InvalidTuning', `SupportVectorClassifier: ${fault}`);
}
