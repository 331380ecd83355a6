/** The terms of each document. */
export type Documents = readonly (readonly string[])[];

/** A document that a term is in. */
interface Posting {
  readonly document: number;
  /** How often it is there. */
  readonly count: number;
}

/** For each term, the documents that it is in. */
export function invertedIndex(documents: Documents): ReadonlyMap<string, readonly Posting[]> {
  const index = new Map<string, Posting[]>();
  for (const [document, terms] of documents.entries()) {
    for (const [term, count] of countsOf(terms)) {
      const postings = index.get(term);
      if (postings) postings.push({ document, count });
      else index.set(term, [{ document, count }]);
    }
  }
  return index;
}

/** How often each term occurs. */
export function countsOf(terms: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}
