import { type Documents, invertedIndex } from './inverted-index.js';

/** How soon more occurrences of a term count less, and how much a document's length matters: the usual values. */
const k1 = 1.2;
const b = 0.75;

/**
 * Okapi BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009), with Lucene's inverse
 * document frequency ln(1 + (N - n + ½) / (n + ½)), which is never negative.
 *
 * @returns for a query of different terms, the documents that have any of them, and their scores, which are greater than 0.
 */
export function bm25(documents: Documents): (query: readonly string[]) => ReadonlyMap<number, number> {
  const index = invertedIndex(documents);
  const meanLength = documents.reduce((sum, terms) => sum + terms.length, 0) / documents.length;
  const norms = documents.map((terms) => k1 * (1 - b + (b * terms.length) / meanLength));
  return (query) => {
    const scores = new Map<number, number>();
    for (const term of query) {
      const postings = index.get(term) ?? [];
      const weight = Math.log(1 + (documents.length - postings.length + 0.5) / (postings.length + 0.5));
      for (const { document, count } of postings) {
        const gain = (count * (k1 + 1)) / (count + (norms[document] as number));
        scores.set(document, (scores.get(document) ?? 0) + weight * gain);
      }
    }
    return scores;
  };
}
