/** The part of libsvm-js 0.2 that is used here; the package has no types. */
declare module 'libsvm-js/asm.js' {
  export interface Svm {
    train(features: number[][], labels: number[]): void;
    predict(features: number[][]): number[];
    getSVIndices(): number[];
    free(): void;
  }
  export interface SvmConstructor {
    new (options: {
      type: number;
      kernel: number;
      cost: number;
      gamma: number;
      degree?: number;
      coef0?: number;
      epsilon?: number;
      quiet?: boolean;
    }): Svm;
    readonly SVM_TYPES: { readonly C_SVC: number; readonly EPSILON_SVR: number };
    readonly KERNEL_TYPES: {
      readonly LINEAR: number;
      readonly POLYNOMIAL: number;
      readonly RBF: number;
      readonly SIGMOID: number;
    };
  }
  const SVM: SvmConstructor;
  export default SVM;
}
