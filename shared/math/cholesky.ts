/**
 * Cholesky factors of symmetric positive definite matrices: K = L Lᵀ. Matrices are dense, row after row in one array with
 * `stride` numbers a row; of a symmetric matrix, and of L, only the lower triangle is read or written.
 */

/**
 * Replaces the lower triangle of K by that of L, from row `from` on: the rows before hold L already, so rows can be appended.
 *
 * @returns false if K is not positive definite to working precision; the rows from the first bad one on are void then.
 */
export function factorise(matrix: Float64Array, size: number, stride = size, from = 0): boolean {
  for (let row = from; row < size; row++) {
    const at = row * stride;
    const left = matrix.subarray(at, at + row);
    solveLower(matrix, row, left, stride);
    let square = matrix[at + row] as number;
    for (const value of left) square -= value * value;
    if (!(square > 0 && square < Number.POSITIVE_INFINITY)) return false;
    matrix[at + row] = Math.sqrt(square);
  }
  return true;
}

/**
 * Replaces b, from row `from` on, by L⁻¹ b; the rows before hold their solution already. Four rows go together: a sum waits
 * for its own last term, but not for those of the others.
 */
export function solveLower(factor: Float64Array, size: number, b: Float64Array, stride = size, from = 0): void {
  let row = from;
  for (; row + 4 <= size; row += 4) {
    const [at0, at1, at2, at3] = [row * stride, (row + 1) * stride, (row + 2) * stride, (row + 3) * stride];
    let [sum0, sum1, sum2, sum3] = [b[row] as number, b[row + 1] as number, b[row + 2] as number, b[row + 3] as number];
    for (let k = 0; k < row; k++) {
      const known = b[k] as number;
      sum0 -= (factor[at0 + k] as number) * known;
      sum1 -= (factor[at1 + k] as number) * known;
      sum2 -= (factor[at2 + k] as number) * known;
      sum3 -= (factor[at3 + k] as number) * known;
    }
    b[row] = sum0;
    b[row + 1] = sum1;
    b[row + 2] = sum2;
    b[row + 3] = sum3;
    for (let next = row; next < row + 4; next++) subtractKnown(factor, b, next, stride, row);
  }
  for (; row < size; row++) subtractKnown(factor, b, row, stride, 0);
}

/** Row `row` of L⁻¹ b, of which all terms before column `from` are subtracted already. */
function subtractKnown(factor: Float64Array, b: Float64Array, row: number, stride: number, from: number): void {
  const at = row * stride;
  let sum = b[row] as number;
  for (let k = from; k < row; k++) sum -= (factor[at + k] as number) * (b[k] as number);
  b[row] = sum / (factor[at + row] as number);
}

/** Replaces b by L⁻ᵀ b, four rows together likewise. */
export function solveUpper(factor: Float64Array, size: number, b: Float64Array, stride = size): void {
  let row = size - 1;
  for (; row >= 3; row -= 4) {
    for (let next = row; next > row - 4; next--) subtractSolved(factor, b, next, stride, row - 3);
    const [at0, at1, at2, at3] = [row * stride, (row - 1) * stride, (row - 2) * stride, (row - 3) * stride];
    const [value0, value1] = [b[row] as number, b[row - 1] as number];
    const [value2, value3] = [b[row - 2] as number, b[row - 3] as number];
    for (let k = 0; k < row - 3; k++) {
      b[k] =
        (b[k] as number) -
        (factor[at0 + k] as number) * value0 -
        (factor[at1 + k] as number) * value1 -
        (factor[at2 + k] as number) * value2 -
        (factor[at3 + k] as number) * value3;
    }
  }
  for (; row >= 0; row--) subtractSolved(factor, b, row, stride, 0);
}

/** Solves row `row` of L⁻ᵀ b, and subtracts its terms from the rows before it, from row `from` on. */
function subtractSolved(factor: Float64Array, b: Float64Array, row: number, stride: number, from: number): void {
  const at = row * stride;
  const value = (b[row] as number) / (factor[at + row] as number);
  b[row] = value;
  for (let k = from; k < row; k++) b[k] = (b[k] as number) - (factor[at + k] as number) * value;
}

/** The lower triangle of K⁻¹, as a new matrix without stride, from L. */
export function inverse(factor: Float64Array, size: number, stride = size): Float64Array {
  const lower = inverseOfLower(factor, size, stride);
  const result = new Float64Array(size * size);
  for (let k = 0; k < size; k++) {
    const at = k * size;
    for (let row = 0; row <= k; row++) {
      const value = lower[at + row] as number;
      const target = row * size;
      for (let column = 0; column <= row; column++) {
        result[target + column] = (result[target + column] as number) + value * (lower[at + column] as number);
      }
    }
  }
  return result;
}

function inverseOfLower(factor: Float64Array, size: number, stride: number): Float64Array {
  const result = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    const at = row * stride;
    const target = row * size;
    for (let k = 0; k < row; k++) {
      const value = factor[at + k] as number;
      const source = k * size;
      for (let column = 0; column <= k; column++) {
        result[target + column] = (result[target + column] as number) - value * (result[source + column] as number);
      }
    }
    const diagonal = factor[at + row] as number;
    for (let column = 0; column < row; column++)
      result[target + column] = (result[target + column] as number) / diagonal;
    result[target + row] = 1 / diagonal;
  }
  return result;
}
