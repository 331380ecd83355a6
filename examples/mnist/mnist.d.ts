/** The part of mnist 1.1 that the example uses; the package has no types. */
declare module 'mnist' {
  /** A digit: the grey values, in [0, 1], of all its images of 28 by 28 pixels, one after another. */
  interface Digit {
    readonly raw: readonly number[];
    readonly length: number;
  }
  const digits: readonly Digit[];
  export default digits;
}
