import type { LegDocument } from '../../shared/study/leg-document.js';

/** A leg in its lane. */
export interface Bar {
  readonly lane: number;
  /** In milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  readonly leg: LegDocument;
}

/** Who trained what when. */
export interface Lanes {
  /** From the first slot on; then those of workers from outside. */
  readonly names: readonly string[];
  readonly bars: readonly Bar[];
  /** Share of the lanes' time, from the first leg's begin to the last one's end, in which a leg was trained; 0 without legs. */
  readonly busy: number;
}

/** The lanes of a run. @param now where legs end that run, in milliseconds since 1970 */
export function lanesOf(legs: readonly LegDocument[], now: number): Lanes {
  const places = new Map<string, readonly [worker: boolean, slot: number]>();
  for (const { worker, slot } of legs) places.set(nameOf(worker, slot), [worker, slot]);
  const names = [...places]
    .sort(([, [workerA, a]], [, [workerB, b]]) => Number(workerA) - Number(workerB) || a - b)
    .map(([name]) => name);
  const laneOf = new Map(names.map((name, lane) => [name, lane]));
  let [first, last, trained] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  const bars = legs.map((leg): Bar => {
    const from = leg.begun;
    const to = Math.max(from, leg.ended ?? now);
    first = Math.min(first, from);
    last = Math.max(last, to);
    trained += to - from;
    return { lane: laneOf.get(nameOf(leg.worker, leg.slot)) as number, from, to, leg };
  });
  return { names, bars, busy: last > first ? trained / (names.length * (last - first)) : 0 };
}

function nameOf(worker: boolean, slot: number): string {
  return `${worker ? 'worker' : 'slot'} ${slot}`;
}
