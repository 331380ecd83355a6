import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** A meaning that verbs have in WordNet: a document. */
export interface Synset {
  /** The verbs. */
  readonly words: readonly string[];
  readonly definition: string;
  readonly examples: readonly string[];
  /** Particular ways to do it (WordNet's hyponyms, one level down), by their places in the collection. */
  readonly hyponyms: readonly number[];
}

/** What a search may look at. */
export const sources = ['words', 'definition', 'examples', 'all'] as const;
export type Source = (typeof sources)[number];

/** The 13,789 verb synsets of WordNet 3.1; a synset's place in this list is its number. */
export function loadCollection(): Synset[] {
  return JSON.parse(gunzipSync(readFileSync(new URL('./collection.json.gz', import.meta.url))).toString());
}

export function textOf({ words, definition, examples }: Synset, source: Source): string {
  const texts = { words: [...words], definition: [definition], examples: [...examples] };
  return (source === 'all' ? Object.values(texts).flat() : texts[source]).join('; ');
}
