import type { OracleStudy } from '../oracle.js';
import { membersOf } from './rungs.js';

/** Trials that reached two rungs in a row, with which their rankings begin to say something; and the latest that count. */
const leastTrials = 8;
const mostTrials = 24;

/**
 * Index of the lowest rung whose ranking is to be believed. A rung is not while trials that reached the next one stand there
 * in no better than a random order: then more epochs are needed before any trial can be told from another. The trials that
 * went on were chosen by the ranking in question, so they agree less than all would; once a rung is not believed nobody is
 * chosen by it, and it can win belief again.
 *
 * @param rungs their epochs, ascending.
 * @returns at most the index of the last but one.
 */
export function lowestBelieved(study: OracleStudy, rungs: readonly number[]): number {
  let lowest = 0;
  while (lowest < rungs.length - 2 && agreement(study, rungs[lowest] as number, rungs[lowest + 1] as number) <= 0) {
    lowest++;
  }
  return Math.max(0, lowest);
}

/** Kendall's rank correlation of the losses at two rungs, over the latest trials that reached both; 1 while they are few. */
function agreement(study: OracleStudy, lower: number, higher: number): number {
  const before = new Map(membersOf(study, lower).map(({ trial, loss }) => [trial.number, loss]));
  const pairs = membersOf(study, higher)
    .sort((a, b) => b.trial.number - a.trial.number)
    .slice(0, mostTrials)
    .map(({ trial, loss }) => [before.get(trial.number) as number, loss] as const);
  if (pairs.length < leastTrials) return 1;
  let concordant = 0;
  let discordant = 0;
  for (const [i, [a, b]] of pairs.entries()) {
    for (const [c, d] of pairs.slice(i + 1)) {
      const sign = Math.sign(a - c) * Math.sign(b - d);
      if (sign > 0) concordant++;
      if (sign < 0) discordant++;
    }
  }
  return (concordant - discordant) / Math.max(1, concordant + discordant);
}
