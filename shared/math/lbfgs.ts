/** A function to minimise: answers its value at `x` and writes its gradient into `gradient`. May answer infinity or NaN. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

export interface MinimiseOptions {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Evaluations of the function that may be made. */
  readonly evaluations: number;
  /** Ends when no component of the projected gradient exceeds it. @default 1e-5 */
  readonly tolerance?: number;
  /** Ends when a step improves the value by less, relative to the value. @default 1e-9 */
  readonly improvement?: number;
}

export interface Minimum {
  readonly x: Float64Array;
  readonly value: number;
  readonly evaluations: number;
}

const memory = 8;
/** Share of the linear prediction that a step must bring (Armijo's rule). */
const sufficient = 1e-4;
const mostHalvings = 20;

/**
 * A local minimum within a box by L-BFGS (Nocedal 1980) on the variables that are not held at a bound, with projected
 * backtracking steps (Bertsekas 1982). Where the function is infinite or NaN, a step is shortened.
 *
 * @param start is clipped to the box; if the function is not finite there, it is the answer.
 */
export function minimise(objective: Objective, start: ArrayLike<number>, options: MinimiseOptions): Minimum {
  const { lower, upper, tolerance = 1e-5, improvement = 1e-9 } = options;
  const size = start.length;
  let x: Float64Array = clip(Float64Array.from(start), lower, upper);
  let gradient: Float64Array = new Float64Array(size);
  let value = objective(x, gradient);
  let evaluations = 1;
  const history: Pair[] = [];
  while (evaluations < options.evaluations && Number.isFinite(value)) {
    const free = freeOf(x, gradient, lower, upper);
    if (largest(gradient, free) <= tolerance) break;
    const direction = descent(gradient, free, history);
    let step = history.length > 0 ? 1 : Math.min(1, 1 / largest(gradient, free));
    let next: { x: Float64Array; value: number; gradient: Float64Array } | undefined;
    for (let halving = 0; halving < mostHalvings && evaluations < options.evaluations; halving++) {
      const trial = clip(
        x.map((each, i) => each + step * (direction[i] as number)),
        lower,
        upper,
      );
      const slope = dot(gradient, difference(trial, x));
      const trialGradient = new Float64Array(size);
      const trialValue = objective(trial, trialGradient);
      evaluations++;
      if (trialValue <= value + sufficient * slope) {
        next = { x: trial, value: trialValue, gradient: trialGradient };
        break;
      }
      step *= Number.isFinite(trialValue) ? shrink(value, slope, trialValue) : 0.1;
    }
    if (!next) {
      if (history.length === 0) break;
      history.length = 0;
      continue;
    }
    remember(history, difference(next.x, x), difference(next.gradient, gradient));
    const gain = value - next.value;
    ({ x, value, gradient } = next);
    if (gain <= improvement * Math.max(1, Math.abs(value))) break;
  }
  return { x, value, evaluations };
}

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly curvature: number;
}

function remember(history: Pair[], step: Float64Array, change: Float64Array): void {
  const curvature = dot(step, change);
  if (!(curvature > 1e-10 * dot(change, change))) return;
  history.push({ step, change, curvature });
  if (history.length > memory) history.shift();
}

/** The two-loop recursion; steepest descent where it would not lead down. Variables held at a bound stay. */
function descent(gradient: Float64Array, free: Uint8Array, history: readonly Pair[]): Float64Array {
  const direction = gradient.map((each, i) => (free[i] ? -each : 0));
  const weights: number[] = [];
  for (let k = history.length - 1; k >= 0; k--) {
    const { step, change, curvature } = history[k] as Pair;
    const weight = dot(step, direction) / curvature;
    weights[k] = weight;
    for (let i = 0; i < direction.length; i++)
      if (free[i]) direction[i] = (direction[i] as number) - weight * (change[i] as number);
  }
  const newest = history.at(-1);
  if (newest) {
    const scale = newest.curvature / dot(newest.change, newest.change);
    for (let i = 0; i < direction.length; i++) direction[i] = scale * (direction[i] as number);
  }
  for (const [k, { step, change, curvature }] of history.entries()) {
    const weight = (weights[k] as number) - dot(change, direction) / curvature;
    for (let i = 0; i < direction.length; i++)
      if (free[i]) direction[i] = (direction[i] as number) + weight * (step[i] as number);
  }
  return dot(direction, gradient) < 0 ? direction : gradient.map((each, i) => (free[i] ? -each : 0));
}

/** Minimum of the parabola through the value, its slope, and the value at the step that failed. */
function shrink(value: number, slope: number, failed: number): number {
  return Math.min(0.5, Math.max(0.1, -slope / (2 * (failed - value - slope))));
}

function freeOf(x: Float64Array, gradient: Float64Array, lower: Float64Array, upper: Float64Array): Uint8Array {
  return Uint8Array.from(x, (each, i) => {
    const slope = gradient[i] as number;
    return (each <= (lower[i] as number) && slope > 0) || (each >= (upper[i] as number) && slope < 0) ? 0 : 1;
  });
}

function largest(gradient: Float64Array, free: Uint8Array): number {
  let most = 0;
  for (let i = 0; i < gradient.length; i++) if (free[i]) most = Math.max(most, Math.abs(gradient[i] as number));
  return most;
}

function clip(x: Float64Array, lower: Float64Array, upper: Float64Array): Float64Array {
  for (let i = 0; i < x.length; i++) x[i] = Math.min(upper[i] as number, Math.max(lower[i] as number, x[i] as number));
  return x;
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((each, i) => each - (b[i] as number));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
