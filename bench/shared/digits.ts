import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

export interface Samples {
  readonly features: number[][];
  readonly labels: number[];
}

const side = 28;
const cells = 7;

/** The first images of each digit of MNIST, as 49 mean grey values in [0, 1]: so many to train with, and so many after them to test. */
export function firstDigits(training: number, test: number): { readonly train: Samples; readonly test: Samples } {
  const bytes = gunzipSync(readFileSync(new URL('../../examples/mnist/images.bin.gz', import.meta.url)));
  const sets = { train: { features: [], labels: [] } as Samples, test: { features: [], labels: [] } as Samples };
  const seen = new Array<number>(10).fill(0);
  for (let start = 0; start < bytes.length; start += 1 + side * side) {
    const digit = bytes[start] as number;
    const before = seen[digit] as number;
    seen[digit] = before + 1;
    const set = before < training ? sets.train : before < training + test ? sets.test : undefined;
    set?.features.push(shrink(bytes, start + 1));
    set?.labels.push(digit);
  }
  return sets;
}

/** Of the bytes of the images, the one that begins at `start`. */
function shrink(bytes: Uint8Array, start: number): number[] {
  const cell = side / cells;
  const sums = new Array<number>(cells * cells).fill(0);
  for (let pixel = 0; pixel < side * side; pixel++) {
    const index = cells * Math.floor(pixel / side / cell) + Math.floor((pixel % side) / cell);
    sums[index] = (sums[index] as number) + (bytes[start + pixel] as number) / 255 / cell ** 2;
  }
  return sums;
}
