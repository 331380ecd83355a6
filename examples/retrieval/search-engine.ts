import { bm25 } from './bm25.js';
import { type Source, type Synset, textOf } from './collection.js';
import type { Candidate, Filter, ReadCandidate } from './filters.js';
import type { Query } from './queries.js';
import { termsOf } from './terms.js';
import { tfIdf } from './tf-idf.js';

/** What there is to tune. */
export interface Pipeline {
  /** What the first stage looks at. */
  readonly source: Source;
  /** What of its ranking goes on to the second stage. */
  readonly filter1: Filter<Candidate>;
  /** What of the second stage's ranking is the answer. */
  readonly filter2: Filter<ReadCandidate>;
}

/**
 * Two stages: the first finds documents in an index of one source, by BM25; the second reads the whole text of those that
 * its filter lets through and ranks them anew, by the cosine of tf-idf vectors.
 */
export class SearchEngine {
  readonly #synsets: readonly Synset[];
  readonly #find = new Map<Source, ReturnType<typeof bm25>>();
  readonly #read: ReturnType<typeof tfIdf>;

  constructor(synsets: readonly Synset[]) {
    this.#synsets = synsets;
    this.#read = tfIdf(this.#documents('all'));
  }

  /** @returns the numbers of the synsets that answer the query, best first; of equal ones the lower number first. */
  search({ synset, terms }: Query, { source, filter1, filter2 }: Pipeline): number[] {
    const found = [...this.#finder(source)(terms)].map(([document, score]) => ({ document, score }));
    const first = filter1(ranked(found.filter(({ document }) => document !== synset)));
    const match = this.#read(terms);
    const second = filter2(ranked(first.map(({ document }) => ({ document, ...match(document) }))));
    return second.map(({ document }) => document);
  }

  /** An index is made when it is first searched. */
  #finder(source: Source): ReturnType<typeof bm25> {
    const finder = this.#find.get(source) ?? bm25(this.#documents(source));
    this.#find.set(source, finder);
    return finder;
  }

  #documents(source: Source): string[][] {
    return this.#synsets.map((synset) => termsOf(textOf(synset, source)));
  }
}

function ranked<C extends Candidate>(candidates: C[]): C[] {
  return candidates.sort((a, b) => b.score - a.score || a.document - b.document);
}
