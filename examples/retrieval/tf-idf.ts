import { countsOf, type Documents, invertedIndex } from './inverted-index.js';

/** How a document's text answers a query. */
interface Match {
  /** Cosine of the angle between the two, from 0 to 1. */
  readonly score: number;
  /** How many of the query's terms are in the text. */
  readonly hits: number;
}

/**
 * Compares texts as vectors that have an element for each term: (1 + ln count) · ln(N / n), where n of the N documents have
 * the term (Manning, Raghavan and Schütze, "Introduction to Information Retrieval", 2008, section 6.4: weights `lt`).
 */
export function tfIdf(documents: Documents): (query: readonly string[]) => (document: number) => Match {
  const rarities = new Map(
    [...invertedIndex(documents)].map(([term, { length }]) => [term, Math.log(documents.length / length)]),
  );
  const vectors = documents.map((terms) => vectorOf(terms, rarities));
  return (query) => {
    const wanted = [...vectorOf(query, rarities)];
    return (document) => {
      let [score, hits] = [0, 0];
      for (const [term, weight] of wanted) {
        const found = vectors[document]?.get(term);
        if (found === undefined) continue;
        score += weight * found;
        hits++;
      }
      return { score, hits };
    };
  };
}

/** A vector of length 1, without the terms that no document has. */
function vectorOf(terms: readonly string[], rarities: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const weights = [...countsOf(terms)].flatMap(([term, count]): [string, number][] => {
    const rarity = rarities.get(term);
    return rarity === undefined ? [] : [[term, (1 + Math.log(count)) * rarity]];
  });
  const length = Math.sqrt(weights.reduce((sum, [, weight]) => sum + weight * weight, 0));
  return new Map(weights.map(([term, weight]) => [term, weight / (length || 1)]));
}
