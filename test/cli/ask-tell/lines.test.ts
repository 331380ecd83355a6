import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesOf } from '../../../cli/ask-tell/lines.js';

async function* pieces(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let from = 0;
  for (const size of sizes) {
    yield bytes.subarray(from, from + size);
    from += size;
  }
  yield bytes.subarray(from);
}

async function linesIn(text: string, sizes: readonly number[] = []): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of linesOf(pieces(new TextEncoder().encode(text), sizes))) lines.push(line);
  return lines;
}

const characters = fc.constantFrom('a', '\n', '\r', 'ä', '→', '😀', '\u2028', ' ');

describe('the lines of a stream', () => {
  it('are the same however its bytes come in pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: characters }), fc.array(fc.nat({ max: 3 })), async (text, sizes) => {
        const expected = text.split('\n');
        if (expected.at(-1) === '') expected.pop();
        expect(await linesIn(text, sizes)).toEqual(expected);
      }),
    );
  });

  it('come as soon as they are whole', async () => {
    const read: string[] = [];
    const chunks = async function* () {
      yield new TextEncoder().encode('one\ntwo\nthr');
      expect(read).toEqual(['one', 'two']);
      yield new TextEncoder().encode('ee\n');
      expect(read).toEqual(['one', 'two', 'three']);
    };
    for await (const line of linesOf(chunks())) read.push(line);
    expect(read).toHaveLength(3);
  });

  it('may each be longer than any piece of the stream', async () => {
    const long = 'x'.repeat(100_000);
    expect(await linesIn(`${long}\n${long}`, Array(300).fill(500))).toEqual([long, long]);
  });
});
