import { type Synset, textOf } from './collection.js';
import { termsOf } from './terms.js';

/** What is searched for: particular ways to do what a synset says. */
export interface Query {
  /** The synset's number; it is no answer itself. */
  readonly synset: number;
  /** The different terms of its words. */
  readonly terms: readonly string[];
  /** The answers, by WordNet's judgement: the synset's hyponyms. */
  readonly relevant: ReadonlySet<number>;
}

/** One synset in six is enough for a steady mean. */
const stride = 6;

/** The queries of every sixth synset that has from 5 to 20 hyponyms. */
export function queriesOf(synsets: readonly Synset[]): Query[] {
  return synsets
    .map((synset, number) => ({ synset, number }))
    .filter(({ synset: { hyponyms } }) => hyponyms.length >= 5 && hyponyms.length <= 20)
    .filter((_, index) => index % stride === 0)
    .map(({ synset, number }) => ({
      synset: number,
      terms: [...new Set(termsOf(textOf(synset, 'words')))],
      relevant: new Set(synset.hyponyms),
    }));
}
