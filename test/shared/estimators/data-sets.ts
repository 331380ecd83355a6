import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** Features and targets. */
export interface Samples {
  readonly x: number[][];
  readonly y: number[];
}

const folder = new URL('../../fixtures/estimators/', import.meta.url);

/** What `test/fixtures/estimators/make.py` wrote. */
export function fixture<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as T;
}

/** 1,797 images of 8 × 8 pixels from 0 to 16. */
export function digits(): Samples {
  const bytes = gunzipSync(readFileSync(new URL('digits.bin.gz', folder)));
  const rows = Array.from({ length: bytes.length / 65 }, (_, row) => [...bytes.subarray(row * 65, (row + 1) * 65)]);
  return { x: rows.map((row) => row.slice(1)), y: rows.map(([label]) => label as number) };
}

/** 178 wines of three kinds, by 13 measurements. */
export const wine = () => fixture<Samples>('wine');

/** 442 patients: ten measurements, and how far their disease went on in a year. */
export const diabetes = () => fixture<Samples>('diabetes');
