import type { TrialDocument } from '../../shared/study/document.js';
import { pages } from './request.js';

/** Trials of a page. */
const mostTrials = 1000;

/** Trials between two that are asked for, above which two requests are cheaper than one that brings those too. */
const mostBetween = 50;

interface TrialsPage {
  readonly trials: readonly TrialDocument[];
  readonly next?: number;
}

/**
 * Reads trials anew.
 *
 * @param path of their study.
 * @param numbers of the trials.
 * @param known what was read before, in the order of numbers.
 * @returns all, in the order of numbers.
 */
export async function readTrials(
  path: string,
  numbers: ReadonlySet<number>,
  known: readonly TrialDocument[],
): Promise<TrialDocument[]> {
  const byNumber = new Map(known.map((trial) => [trial.number, trial]));
  for (const [first, last] of rangesOf(numbers)) {
    const query = { limit: Math.min(mostTrials, last - first + 1), ...(first > 0 && { after: first - 1 }) };
    for await (const { trials } of pages<TrialsPage>(`${path}/trials`, query)) {
      for (const trial of trials) byNumber.set(trial.number, trial);
      if ((trials.at(-1)?.number ?? last) >= last) break;
    }
  }
  return [...byNumber.values()].sort((a, b) => a.number - b.number);
}

/** First and last numbers of ranges that hold all the numbers, and few others. */
export function rangesOf(numbers: ReadonlySet<number>): (readonly [first: number, last: number])[] {
  const ranges: [number, number][] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const range = ranges.at(-1);
    if (range && number - range[1] <= mostBetween) range[1] = number;
    else ranges.push([number, number]);
  }
  return ranges;
}
