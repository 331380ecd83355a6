import { prices } from './prices.js';
import type { Assigned, Compute, Result } from './records.js';
import type { Study } from './study.js';
import type { Leg } from './trial.js';

/** What the loop itself uses for one leg; `test/cloud` counts it on a deployment, `docs/cost.md` says how. */
export const loopOfLeg = {
  /** Ask, Next?, Trial. */
  transitions: 3,
  /** The oracle's and the trial's. */
  invocations: 2,
  /** One listing, the assignment, the result; a checkpoint comes on top. */
  writes: 3,
  /** The assignment and the result, by who needs them. */
  reads: 3,
  /** The oracle function's time for an ask, and its memory. */
  oracle: { megabytes: 512, seconds: 0.2, architecture: 'arm64' },
} as const;

const loopDollars =
  loopOfLeg.transitions * prices.stateTransition +
  loopOfLeg.invocations * prices.lambdaRequest +
  loopOfLeg.writes * prices.s3Write +
  loopOfLeg.reads * prices.s3Read +
  computeDollars(loopOfLeg.oracle);

const checkpointDollars = prices.s3Write + prices.s3Read;

/** Dollars of a function that runs for so long. */
export function computeDollars({ megabytes, seconds, architecture }: Compute): number {
  return (megabytes / 1024) * seconds * prices.lambdaGigabyteSecond[architecture];
}

/** Dollars that a leg has cost; 0 while it runs, and where it ran on somebody's own machine. */
export function dollarsOfLeg({ assigned, result }: Leg, compute: Compute | undefined): number {
  if (!compute || !result) return 0;
  if (assigned.expires !== undefined) return loopDollars;
  const checkpoint = result.checkpoint ? checkpointDollars : 0;
  const unbilled = { ...compute, seconds: longestSeconds(assigned, result, compute) };
  return loopDollars + checkpoint + computeDollars(result.billed ?? unbilled);
}

/** A function that broke could not say what it took: it was no longer than from hand-out to end. */
function longestSeconds(assigned: Assigned, { at }: Result, { seconds }: Compute): number {
  return Math.min(Math.max(0, at - assigned.at) / 1000, seconds);
}

/** Dollars that a leg may cost at the most. */
export function mostDollarsOfLeg(compute: Compute): number {
  return loopDollars + checkpointDollars + computeDollars(compute);
}

/** Dollars that a study has cost, and those that its running legs may cost. */
export function dollarsOf({ legs, definition: { compute } }: Study): { spent: number; reserved: number } {
  if (!compute) return { spent: 0, reserved: 0 };
  const running = legs.filter(({ assigned, result }) => !result && assigned.expires === undefined).length;
  return {
    spent: legs.reduce((sum, leg) => sum + dollarsOfLeg(leg, compute), 0),
    reserved: running * mostDollarsOfLeg(compute),
  };
}

/** Dollars as people read them: cents, and more digits for less than a dollar. */
export function formatDollars(dollars: number): string {
  return `$${dollars >= 1 ? dollars.toFixed(2) : String(Number(dollars.toPrecision(2)))}`;
}
