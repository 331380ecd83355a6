import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factorise, inverse, solveLower, solveUpper } from '../../../shared/math/cholesky.js';
import { randomFor } from '../../../shared/math/random.js';
import { expectClose } from './close.js';
import fixture from './fixtures/cholesky.json' with { type: 'json' };

/** A random symmetric positive definite matrix, R Rᵀ + ½ I, with `stride` numbers a row; what does not belong to it is NaN. */
function positiveDefinite(size: number, seed: number, stride = size): Float64Array {
  const random = randomFor('positive definite', seed);
  const root = Array.from({ length: size }, () => Array.from({ length: size }, () => 2 * random() - 1));
  const matrix = new Float64Array(size * stride).fill(Number.NaN);
  for (const [i, row] of root.entries()) {
    for (const [j, other] of root.entries()) {
      matrix[i * stride + j] = row.reduce((sum, each, k) => sum + each * (other[k] as number), i === j ? 0.5 : 0);
    }
  }
  return matrix;
}

/** Rows of the lower triangle. */
const lower = (matrix: Float64Array, size: number, stride = size) =>
  Array.from({ length: size }, (_, row) => [...matrix.subarray(row * stride, row * stride + row + 1)]);

/** K b, from the lower triangle of K. */
function times(matrix: Float64Array, size: number, b: Float64Array): Float64Array {
  return b.map((_, i) =>
    b.reduce((sum, each, j) => sum + each * (matrix[Math.max(i, j) * size + Math.min(i, j)] as number), 0),
  );
}

const vector = (size: number, seed: number) => Float64Array.from({ length: size }, randomFor('vector', seed));

const sizes = fc.integer({ min: 1, max: 12 });
const seeds = fc.integer();

describe('Cholesky factors', () => {
  it('are those of numpy, as are solutions and the inverse', () => {
    const size = fixture.matrix.length;
    const factor = Float64Array.from(fixture.matrix.flat());
    expect(factorise(factor, size)).toBe(true);
    const trimmed = (rows: number[][]) => rows.flatMap((row, i) => row.slice(0, i + 1));
    expectClose(lower(factor, size).flat(), trimmed(fixture.factor), { relative: 1e-12, absolute: 1e-14 });
    expectClose(lower(inverse(factor, size), size).flat(), trimmed(fixture.inverse), { relative: 1e-11 });

    const b = Float64Array.from(fixture.right);
    solveLower(factor, size, b);
    expectClose(b, fixture.lowerSolution, { relative: 1e-12 });
    solveUpper(factor, size, b);
    expectClose(b, fixture.solution, { relative: 1e-11 });
  });

  it('multiply to the matrix, read and write the lower triangle alone, whatever the stride', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 0, max: 3 }), seeds, (size, margin, seed) => {
        const stride = size + margin;
        const matrix = positiveDefinite(size, seed, stride);
        const factor = matrix.map((each, at) => (at % stride > Math.floor(at / stride) ? Number.NaN : each));

        expect(factorise(factor, size, stride)).toBe(true);
        const rows = lower(factor, size, stride);
        for (const [i, row] of rows.entries()) {
          for (let j = 0; j <= i; j++) {
            const product = row.reduce((sum, each, k) => sum + each * (rows[j]?.[k] ?? 0), 0);
            expectClose(product, matrix[i * stride + j] as number, { absolute: 1e-13 * size });
          }
          for (let at = i * stride + i + 1; at < (i + 1) * stride; at++) expect(factor[at]).toBeNaN();
        }
      }),
    );
  });

  it('grow by rows to the factor of the larger matrix', () => {
    fc.assert(
      fc.property(sizes, sizes, seeds, (before, more, seed) => {
        const size = before + more;
        const whole = positiveDefinite(size, seed);
        const grown = whole.slice();

        expect([factorise(whole, size), factorise(grown, before, size), factorise(grown, size, size, before)]).toEqual([
          true,
          true,
          true,
        ]);
        expect(lower(grown, size)).toEqual(lower(whole, size));
      }),
    );
  });

  it('solve: K⁻¹ b times K is b; so does the inverse; a solution grows with the rows', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 0, max: 3 }), seeds, (size, margin, seed) => {
        const matrix = positiveDefinite(size, seed);
        const stride = size + margin;
        const factor = positiveDefinite(size, seed, stride);
        factorise(factor, size, stride);
        const b = vector(size, seed);

        const halfway = b.slice();
        solveLower(factor, size, halfway, stride);
        const grown = b.slice();
        const before = Math.floor(size / 2);
        solveLower(factor, before, grown, stride);
        solveLower(factor, size, grown, stride, before);
        expect(grown).toEqual(halfway);

        const solution = halfway.slice();
        solveUpper(factor, size, solution, stride);
        expectClose(times(matrix, size, solution), b, { absolute: 1e-12 * size });
        expectClose(times(inverse(factor, size, stride), size, b), solution, { relative: 1e-10, absolute: 1e-11 });
      }),
    );
  });

  it('are refused to matrices that are not positive definite, or not finite', () => {
    const answers = [
      [1, 0, 2, 1],
      [1, 0, 1, 1],
      [0],
      [-1],
      [Number.NaN],
      [Number.POSITIVE_INFINITY],
      [1, 0, Number.NaN, 1],
    ].map((matrix) => factorise(Float64Array.from(matrix), Math.sqrt(matrix.length)));

    expect(answers).toEqual(answers.map(() => false));
    expect(factorise(new Float64Array(0), 0)).toBe(true);
  });
});
