/** Points that a model knows: `count` rows of `width` coordinates, and which columns are categories. */
export interface Inputs {
  readonly count: number;
  readonly width: number;
  readonly rows: Float64Array;
  readonly isCategory: readonly boolean[];
}

const root5 = Math.sqrt(5);

/**
 * The Matérn kernel with ν = 5/2 (Rasmussen and Williams 2006, eq. 4.17) for a squared distance in units of the length scales:
 * a² (1 + r + r²/3) exp(-r), r = √5 d.
 *
 * @param amplitude a²
 */
export function matern(squaredDistance: number, amplitude: number): number {
  const r = root5 * Math.sqrt(squaredDistance);
  return amplitude * Math.exp(-r) * (1 + r + (r * r) / 3);
}

/** Its derivative by the squared distance, -5/6 a² (1 + r) exp(-r), times -2: what gradients by coordinates and scales need. */
export function maternSlope(squaredDistance: number, amplitude: number): number {
  const r = root5 * Math.sqrt(squaredDistance);
  return (5 / 3) * amplitude * Math.exp(-r) * (1 + r);
}

/**
 * The kernel between a point and each of the first `count` rows; two categories are at distance 1 (Hamming).
 *
 * @param weights 1/ℓ² by column
 * @param values are filled.
 * @param slopes are filled with `maternSlope` where given.
 */
export function fillMatern(
  x: Float64Array,
  { width, rows, isCategory }: Inputs,
  weights: Float64Array,
  amplitude: number,
  count: number,
  values: Float64Array,
  slopes?: Float64Array,
): void {
  let at = 0;
  for (let row = 0; row < count; row++) {
    let squared = 0;
    for (let k = 0; k < width; k++) {
      const difference = (x[k] as number) - (rows[at++] as number);
      squared += (weights[k] as number) * (isCategory[k] ? Number(difference !== 0) : difference * difference);
    }
    values[row] = matern(squared, amplitude);
    if (slopes) slopes[row] = maternSlope(squared, amplitude);
  }
}

/** Squared distances by column for each pair of rows, pair after pair: (1, 0), (2, 0), (2, 1), (3, 0), … */
export function pairDistances({ count, width, rows, isCategory }: Inputs): Float64Array {
  const result = new Float64Array(((count * (count - 1)) / 2) * width);
  let at = 0;
  for (let i = 1; i < count; i++) {
    for (let j = 0; j < i; j++) {
      for (let k = 0; k < width; k++) {
        const difference = (rows[i * width + k] as number) - (rows[j * width + k] as number);
        result[at++] = isCategory[k] ? Number(difference !== 0) : difference * difference;
      }
    }
  }
  return result;
}

/** 1/ℓ² from ln ℓ of each column. */
export function weightsOf(theta: Float64Array, width: number): Float64Array {
  return Float64Array.from({ length: width }, (_, k) => Math.exp(-2 * (theta[k] as number)));
}
