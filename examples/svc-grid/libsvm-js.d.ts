/** The part of libsvm-js 0.2 that the examples and `bench/oracles` use; the package has no types. */
declare module 'libsvm-js/asm.js' {
  interface Svm {
    train(features: number[][], labels: number[]): void;
    predict(features: number[][]): number[];
    getSVIndices(): number[];
    free(): void;
  }
  interface SvmConstructor {
    new (options: {
      type: number;
      kernel: number;
      cost: number;
      gamma: number;
      epsilon?: number;
      quiet?: boolean;
    }): Svm;
    readonly SVM_TYPES: { readonly C_SVC: number; readonly EPSILON_SVR: number };
    readonly KERNEL_TYPES: { readonly LINEAR: number; readonly RBF: number; readonly SIGMOID: number };
  }
  const SVM: SvmConstructor;
  export default SVM;
}
