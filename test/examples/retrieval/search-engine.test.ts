import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Synset, sources, textOf } from '../../../examples/retrieval/collection.js';
import { hitText, type ReadCandidate, threshold, topN } from '../../../examples/retrieval/filters.js';
import { SearchEngine } from '../../../examples/retrieval/search-engine.js';
import { termsOf } from '../../../examples/retrieval/terms.js';

const words = fc.array(fc.constantFrom('breathe', 'sigh', 'yawn', 'gasp', 'puff', 'the'), { maxLength: 6 });
const synset: fc.Arbitrary<Synset> = fc.record({
  words,
  definition: words.map((list) => list.join(' ')),
  examples: fc.array(words.map((list) => list.join(' '))),
  hyponyms: fc.constant([]),
});
const searches = fc.record({
  synsets: fc.array(synset, { minLength: 2, maxLength: 8 }),
  terms: fc.uniqueArray(fc.constantFrom('breathe', 'sigh', 'yawn', 'unheard'), { minLength: 1 }),
  source: fc.constantFrom(...sources),
});
const count = (terms: readonly string[], term: string) => terms.filter((other) => other === term).length;

/** BM25 with k1 = 1.2 and b = 0.75, straight from its formula. */
function bm25(documents: readonly (readonly string[])[], query: readonly string[], document: readonly string[]) {
  const mean = documents.flat().length / documents.length;
  return query.reduce((sum, term) => {
    const holders = documents.filter((other) => other.includes(term)).length;
    const idf = Math.log(1 + (documents.length - holders + 0.5) / (holders + 0.5));
    const frequency = count(document, term);
    return sum + (idf * frequency * 2.2) / (frequency + 1.2 * (0.25 + (0.75 * document.length) / mean) || 1);
  }, 0);
}

/** The cosine of two vectors over all terms, straight from its formula. */
function cosine(documents: readonly (readonly string[])[], a: readonly string[], b: readonly string[]) {
  const terms = [...new Set(documents.flat())];
  const vector = (text: readonly string[]) =>
    terms.map((term) => {
      const holders = documents.filter((other) => other.includes(term)).length;
      return count(text, term) && (1 + Math.log(count(text, term))) * Math.log(documents.length / holders);
    });
  const dot = (x: readonly number[], y: readonly number[]) =>
    x.reduce((sum, value, i) => sum + value * (y[i] as number), 0);
  const [x, y] = [vector(a), vector(b)];
  return dot(x, y) / (Math.sqrt(dot(x, x)) * Math.sqrt(dot(y, y)) || 1);
}

describe('a search', () => {
  it('finds by BM25 in the source what it ranks by the cosine of the whole texts', () => {
    fc.assert(
      fc.property(searches, ({ synsets, terms, source }) => {
        const texts = (of: typeof source) => synsets.map((each) => termsOf(textOf(each, of)));
        const [indexed, whole] = [texts(source), texts('all')];
        const seen: { found: readonly { document: number; score: number }[]; read: readonly ReadCandidate[] } = {
          found: [],
          read: [],
        };
        const answer = new SearchEngine(synsets).search(
          { synset: 0, terms, relevant: new Set() },
          {
            source,
            filter1: (ranking) => {
              seen.found = ranking;
              return ranking;
            },
            filter2: (ranking) => {
              seen.read = ranking;
              return ranking;
            },
          },
        );
        const holders = indexed.flatMap((text, document) =>
          document > 0 && terms.some((term) => text.includes(term)) ? [document] : [],
        );
        expect([...answer].sort()).toEqual(holders);
        expect(answer).toEqual(seen.read.map(({ document }) => document));
        for (const { document, score } of seen.found)
          expect(score).toBeCloseTo(bm25(indexed, terms, indexed[document] as string[]), 12);
        for (const { document, score, hits } of seen.read) {
          const text = whole[document] as string[];
          expect(score).toBeCloseTo(cosine(whole, terms, text), 12);
          expect(hits).toBe(terms.filter((term) => text.includes(term)).length);
        }
        for (const ranking of [seen.found, seen.read]) {
          for (const [index, next] of ranking.slice(1).entries()) {
            const before = ranking[index] as typeof next;
            expect(before.score - next.score || next.document - before.document).toBeGreaterThan(0);
          }
        }
      }),
    );
  });
});

describe('a filter', () => {
  const ranking = fc
    .array(fc.record({ document: fc.nat(), score: fc.double({ min: 0, max: 1, noNaN: true }), hits: fc.nat(5) }))
    .map((candidates) => candidates.sort((a, b) => b.score - a.score));

  const values = fc.integer({ min: 1, max: 10 });

  it('of a count keeps the first', () => {
    fc.assert(
      fc.property(ranking, values, (candidates, value) => {
        const kept = topN(value)(candidates);
        expect(kept).toHaveLength(Math.min(value, candidates.length));
        expect(candidates.slice(0, kept.length)).toEqual(kept);
      }),
    );
  });

  it('of a threshold keeps those of that share of the best score', () => {
    fc.assert(
      fc.property(ranking, values, (candidates, value) => {
        const least = (value / 10) * (candidates[0]?.score ?? 0);
        expect(threshold(value / 10)(candidates)).toEqual(candidates.filter(({ score }) => score >= least));
      }),
    );
  });

  it("of hits keeps those with at least so many of the query's terms", () => {
    fc.assert(
      fc.property(ranking, values, (candidates, value) => {
        expect(hitText(value)(candidates)).toEqual(candidates.filter(({ hits }) => hits >= value));
      }),
    );
  });
});
