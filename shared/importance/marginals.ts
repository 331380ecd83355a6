import type { Tree } from '../estimators/forest/tree.js';

/** The box of a leaf in the unit cube, and what it adds to the mean of the trees. */
interface Leaf {
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly volume: number;
  readonly prediction: number;
}

/**
 * The variances of what a regression forest predicts over the unit cube, all points of it equally likely, when it is averaged over
 * all dimensions but one or two (Hutter, Hoos and Leyton-Brown 2014, section 4.2). A leaf is a box, so its part in such a mean
 * is its volume in the other dimensions. The means are those of cells: of few, so that they don't show how jagged trees are.
 */
export class Marginals {
  readonly #leaves: readonly Leaf[];
  readonly #cells: readonly number[];

  /** @param cells how many equal cells each dimension has. */
  constructor(trees: readonly Tree[], cells: readonly number[]) {
    const leaves: Leaf[] = [];
    const [low, high] = [new Float64Array(cells.length), new Float64Array(cells.length).fill(1)];
    for (const tree of trees) collect(tree, low, high, trees.length, leaves);
    this.#leaves = leaves;
    this.#cells = cells;
  }

  /** Of the means over all dimensions but this one. */
  varianceOf(dimension: number): number {
    const cells = this.#cells[dimension] as number;
    const steps = new Float64Array(cells + 2);
    for (const { low, high, volume, prediction } of this.#leaves) {
      const [start, end] = [low[dimension] as number, high[dimension] as number];
      const part = (prediction * volume) / (end - start);
      addStep(steps, 0, start * cells, part);
      addStep(steps, 0, end * cells, -part);
    }
    cumulate(steps, 1, steps.length);
    return varianceOf(steps.subarray(0, cells));
  }

  /** Of the means over all dimensions but these two: what each of them brings, and what they bring together. */
  varianceOfPair(first: number, second: number): number {
    const [rows, columns] = [this.#cells[first] as number, this.#cells[second] as number];
    const width = columns + 2;
    const steps = new Float64Array((rows + 2) * width);
    for (const { low, high, volume, prediction } of this.#leaves) {
      const [top, bottom] = [low[first] as number, high[first] as number];
      const [left, right] = [low[second] as number, high[second] as number];
      const part = (prediction * volume) / ((bottom - top) * (right - left));
      addCorner(steps, width, top * rows, left * columns, part);
      addCorner(steps, width, top * rows, right * columns, -part);
      addCorner(steps, width, bottom * rows, left * columns, -part);
      addCorner(steps, width, bottom * rows, right * columns, part);
    }
    cumulate(steps, 1, width);
    cumulate(steps, width, steps.length);
    return varianceOf(steps.filter((_, place) => place % width < columns && place < rows * width));
  }
}

function collect(tree: Tree, low: Float64Array, high: Float64Array, trees: number, leaves: Leaf[]): void {
  if ('prediction' in tree) {
    const volume = high.reduce((product, end, dimension) => product * (end - (low[dimension] as number)), 1);
    leaves.push({ low, high, volume, prediction: (tree.prediction[0] as number) / trees });
    return;
  }
  const { feature, threshold, left, right } = tree;
  collect(left, low, high.with(feature, threshold), trees, leaves);
  collect(right, low.with(feature, threshold), high, trees, leaves);
}

/** Adds to all cells after a position, and to the cell that it is in as much of it as lies after the position. */
function addStep(steps: Float64Array, offset: number, position: number, part: number): void {
  const cell = Math.floor(position);
  const before = position - cell;
  const place = offset + cell;
  steps[place] = (steps[place] as number) + part * (1 - before);
  steps[place + 1] = (steps[place + 1] as number) + part * before;
}

function addCorner(steps: Float64Array, width: number, row: number, column: number, part: number): void {
  const cell = Math.floor(row);
  const before = row - cell;
  addStep(steps, cell * width, column, part * (1 - before));
  addStep(steps, (cell + 1) * width, column, part * before);
}

/** Adds to each number that one which stands `distance` before it in the same stretch of `length`. */
function cumulate(steps: Float64Array, distance: number, length: number): void {
  for (let i = 0; i < steps.length; i++) {
    if (i % length >= distance) steps[i] = (steps[i] as number) + (steps[i - distance] as number);
  }
}

export function varianceOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}
