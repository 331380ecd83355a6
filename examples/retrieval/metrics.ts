/** How good an answer is, each from 0 to 1. */
export type Scores = Record<'f1' | 'ndcg' | 'precision' | 'recall', number>;

/** How many documents NDCG looks at. */
const depth = 10;

/**
 * Scores the answer to one query: a ranking of different documents, best first, of which those in `relevant`, at least one,
 * should be there. An empty answer scores 0 in all.
 *
 * - precision: the share of the answer that is relevant;
 * - recall: the share of the relevant that is in the answer;
 * - f1: the harmonic mean of the two, 2 · precision · recall / (precision + recall);
 * - ndcg: NDCG@10, the sum of 1 / log2(rank + 1) over the relevant among the first ten of the ranking, divided by that of the
 *   best ranking (Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", 2002; what scikit-learn's
 *   `ndcg_score(k=10)` gives where irrelevant documents fill up the ranking).
 */
export function scoresOf(ranking: readonly number[], relevant: ReadonlySet<number>): Scores {
  const isHit = ranking.map((document) => relevant.has(document));
  const hits = isHit.filter(Boolean).length;
  const precision = hits && hits / ranking.length;
  const recall = hits / relevant.size;
  return {
    f1: hits && (2 * precision * recall) / (precision + recall),
    ndcg: gainOf(isHit) / gainOf(Array.from(relevant, () => true)),
    precision,
    recall,
  };
}

/** The means over queries, one at least. */
export function meanScores(scores: readonly Scores[]): Scores {
  const mean = (metric: keyof Scores) => scores.reduce((sum, of) => sum + of[metric], 0) / scores.length;
  return { f1: mean('f1'), ndcg: mean('ndcg'), precision: mean('precision'), recall: mean('recall') };
}

/** Discounted cumulative gain. */
function gainOf(isHit: readonly boolean[]): number {
  return isHit.slice(0, depth).reduce((sum, hit, index) => sum + (hit ? 1 / Math.log2(index + 2) : 0), 0);
}
