import type { Tree } from '../estimators/forest/tree.js';

/**
 * The variances of what a regression forest predicts over the unit cube, all points of it equally likely, when it is averaged over
 * all dimensions but one or two (Hutter, Hoos and Leyton-Brown 2014, section 4.2). A leaf is a box, so its part in such a mean
 * is its volume in the other dimensions. The means are those of cells: of few, so that they don't show how jagged trees are.
 */
export class Marginals {
  readonly #cells: readonly number[];
  /** By dimension and leaf, the bounds of the leaf's box, in cells. */
  readonly #starts: readonly Float64Array[];
  readonly #ends: readonly Float64Array[];
  /** By leaf, what it adds to the mean of the trees at a point of its box, times the volume of the box. */
  readonly #parts: Float64Array;

  /** @param cells how many equal cells each dimension has. */
  constructor(trees: readonly Tree[], cells: readonly number[]) {
    const leaves: Leaf[] = [];
    const [low, high] = [new Float64Array(cells.length), new Float64Array(cells.length).fill(1)];
    for (const tree of trees) collect(tree, low, high, leaves);
    this.#cells = cells;
    this.#starts = cells.map((count, i) => Float64Array.from(leaves, (leaf) => (leaf.low[i] as number) * count));
    this.#ends = cells.map((count, i) => Float64Array.from(leaves, (leaf) => (leaf.high[i] as number) * count));
    this.#parts = Float64Array.from(leaves, ({ low: from, high: to, prediction }) => {
      const volume = to.reduce((product, end, dimension) => product * (end - (from[dimension] as number)), 1);
      return (prediction * volume) / trees.length;
    });
  }

  /** Of the means over all dimensions but this one. */
  varianceOf(dimension: number): number {
    const cells = this.#cells[dimension] as number;
    const [starts, ends] = this.#bounds(dimension);
    const steps = new Float64Array(cells + 2);
    for (let leaf = 0; leaf < this.#parts.length; leaf++) {
      const [start, end] = [starts[leaf] as number, ends[leaf] as number];
      const part = ((this.#parts[leaf] as number) * cells) / (end - start);
      addStep(steps, 0, start, part);
      addStep(steps, 0, end, -part);
    }
    cumulate(steps, 1, steps.length);
    return varianceOf(steps.subarray(0, cells));
  }

  /** Of the means over all dimensions but these two: what each of them brings, and what they bring together. */
  varianceOfPair(first: number, second: number): number {
    const [rows, columns] = [this.#cells[first] as number, this.#cells[second] as number];
    const [tops, bottoms] = this.#bounds(first);
    const [lefts, rights] = this.#bounds(second);
    const width = columns + 2;
    const steps = new Float64Array((rows + 2) * width);
    for (let leaf = 0; leaf < this.#parts.length; leaf++) {
      const [top, bottom] = [tops[leaf] as number, bottoms[leaf] as number];
      const [left, right] = [lefts[leaf] as number, rights[leaf] as number];
      const part = ((this.#parts[leaf] as number) * rows * columns) / ((bottom - top) * (right - left));
      addCorner(steps, width, top, left, part);
      addCorner(steps, width, top, right, -part);
      addCorner(steps, width, bottom, left, -part);
      addCorner(steps, width, bottom, right, part);
    }
    cumulate(steps, 1, width);
    cumulate(steps, width, steps.length);
    const means = new Float64Array(rows * columns);
    for (let row = 0; row < rows; row++) means.set(steps.subarray(row * width, row * width + columns), row * columns);
    return varianceOf(means);
  }

  #bounds(dimension: number): [starts: Float64Array, ends: Float64Array] {
    return [this.#starts[dimension] as Float64Array, this.#ends[dimension] as Float64Array];
  }
}

/** The box of a leaf in the unit cube. */
interface Leaf {
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly prediction: number;
}

function collect(tree: Tree, low: Float64Array, high: Float64Array, leaves: Leaf[]): void {
  if ('prediction' in tree) {
    leaves.push({ low, high, prediction: tree.prediction[0] as number });
    return;
  }
  const { feature, threshold, left, right } = tree;
  collect(left, low, high.with(feature, threshold), leaves);
  collect(right, low.with(feature, threshold), high, leaves);
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
  let [sum, squares] = [0, 0];
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  const mean = sum / values.length;
  for (let i = 0; i < values.length; i++) squares += ((values[i] as number) - mean) ** 2;
  return squares / values.length;
}
