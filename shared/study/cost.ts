import { lostCodes, neverRan } from './faults.js';
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
  /** The listing, the assignment, the result, and what is lost to others; a checkpoint comes on top. */
  writes: 3.5,
  /** The newest assignment and the result, and what begins a study, by who needs them. */
  reads: 2.5,
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

/** Dollars of watching a second of training, at the most: progress is written every 10 seconds, the stop marker looked for every 2. */
export const watchedSecond = prices.s3Write / 10 + prices.s3Read / 2;

/** Seconds that AWS Lambda gives a function to start, which it bills, beyond the function's timeout. */
const longestStart = 10;

/** Dollars of a function that runs for so long. */
export function computeDollars({ megabytes, seconds, architecture }: Compute): number {
  return (megabytes / 1024) * seconds * prices.lambdaGigabyteSecond[architecture];
}

/** Dollars of a trial function that runs for so long, and of the requests by which it shows its progress and looks for a stop. */
function trainingDollars(compute: Compute): number {
  return computeDollars(compute) + compute.seconds * watchedSecond;
}

/** Dollars that a leg has cost, or at the most where it was called again; 0 while it runs, and on a laptop. What a worker from outside trains costs only the loop. */
export function dollarsOfLeg({ assigned, result }: Leg, compute: Compute | undefined): number {
  if (!compute || !result) return 0;
  if (assigned.expires !== undefined) return loopDollars;
  const checkpoint = result.checkpoint ? checkpointDollars : 0;
  return loopDollars + checkpoint + trainingDollars(result.billed ?? unbilled(assigned, result, compute));
}

/**
 * A function that broke could not say what it took. It was no longer than from hand-out to end; and, unless it was called
 * again after faults of the platform, no longer than one call: who finds that a machine is gone may come days later.
 */
function unbilled(assigned: Assigned, { at, failure }: Result, compute: Compute): Compute {
  const code = failure?.code ?? '';
  if (neverRan.has(code)) return { ...compute, seconds: 0 };
  const seconds = Math.max(0, at - assigned.at) / 1000;
  return { ...compute, seconds: lostCodes.has(code) ? seconds : Math.min(seconds, longestOf(compute).seconds) };
}

function longestOf(compute: Compute): Compute {
  return { ...compute, seconds: compute.seconds + longestStart };
}

/** Dollars that a leg of a slot may cost at the most, unless faults of the platform make it begin again. */
export function mostDollarsOfLeg(compute: Compute): number {
  return loopDollars + checkpointDollars + trainingDollars(longestOf(compute));
}

/** Dollars that a study has cost, and those that its running legs may cost. */
export function dollarsOf({ legs, definition: { compute } }: Study): { spent: number; reserved: number } {
  if (!compute) return { spent: 0, reserved: 0 };
  const running = legs.filter(({ result }) => !result);
  const ofSlots = running.filter(({ assigned }) => assigned.expires === undefined).length;
  return {
    spent: legs.reduce((sum, leg) => sum + dollarsOfLeg(leg, compute), 0),
    reserved: ofSlots * mostDollarsOfLeg(compute) + (running.length - ofSlots) * loopDollars,
  };
}

/** Dollars as people read them: cents, and for less than a dollar two digits that are not zero. */
export function formatDollars(dollars: number): string {
  return formatted(dollars, Math.round);
}

/** Dollars that suffice, so that who gives what they read gives enough. */
export function formatDollarsNeeded(dollars: number): string {
  return formatted(dollars, Math.ceil);
}

/** Dollars that are there, so that who spends what they read has enough. */
export function formatDollarsLeft(dollars: number): string {
  return formatted(dollars, Math.floor);
}

function formatted(dollars: number, round: (value: number) => number): string {
  if (dollars === 0) return '$0';
  const digits = Math.max(2, 1 - Math.floor(Math.log10(dollars)));
  // Without the last digits, in which 0.07 × 100 is more than 7.
  const scaled = Number((dollars * 10 ** digits).toPrecision(12));
  const rounded = (round(scaled) / 10 ** digits).toFixed(digits);
  return `$${dollars >= 1 ? rounded : rounded.replace(/\.?0+$/, '')}`;
}
