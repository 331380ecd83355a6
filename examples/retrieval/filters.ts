/** A document that may answer a query, and how well by the stage that found it. */
export interface Candidate {
  readonly document: number;
  readonly score: number;
}

/** A candidate whose whole text was read. */
export interface ReadCandidate extends Candidate {
  /** How many of the query's terms are in its text. */
  readonly hits: number;
}

/** Keeps some of the candidates, which come best first. */
export type Filter<C extends Candidate> = (ranking: readonly C[]) => readonly C[];

/** Keeps the first `count`. */
export function topN(count: number): <C extends Candidate>(ranking: readonly C[]) => readonly C[] {
  return (ranking) => ranking.slice(0, count);
}

/** Keeps those that score at least this share, from 0 to 1, of the best score. */
export function threshold(share: number): Filter<Candidate> {
  return (ranking) => ranking.filter(({ score }) => score >= share * (ranking[0] as Candidate).score);
}

/** Keeps those whose text has at least so many of the query's terms. */
export function hitText(terms: number): Filter<ReadCandidate> {
  return (ranking) => ranking.filter(({ hits }) => hits >= terms);
}
