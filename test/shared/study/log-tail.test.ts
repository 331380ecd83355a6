import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LogTail, mostLogBytes } from '../../../shared/study/log-tail.js';

function tailOf(lines: readonly string[]): string {
  const tail = new LogTail();
  for (const line of lines) tail.addLine(line);
  return tail.text;
}

describe('the tail of a log', () => {
  it('is all of what is short', () => {
    expect(tailOf([])).toBe('');
    expect(tailOf(['', '  '])).toBe('');
    expect(tailOf(['epoch 1', '', '  loss 0.5'])).toBe('epoch 1\n\n  loss 0.5');
  });

  it('is as many of the last lines as fit in 4 kB, each whole, whatever their characters', () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'ö', '木', '😀', ' '), minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 400 }), (texts) => {
        const lines = texts.map((text, index) => `${index}:${text}.`);
        const shown = tailOf(lines);
        const kept = shown === '' ? [] : shown.split('\n');
        expect(Buffer.byteLength(shown)).toBeLessThanOrEqual(mostLogBytes);
        expect(kept).toEqual(lines.slice(lines.length - kept.length));
        const next = lines[lines.length - kept.length - 1];
        if (next !== undefined) expect(Buffer.byteLength(`${next}\n${shown}`)).toBeGreaterThan(mostLogBytes);
      }),
    );
  });

  it.each(['x', 'ö', '木', '😀'])(
    'is the end of a line that is longer, without cutting a character in two: %s',
    (unit) => {
      const shown = tailOf(['before', `start${unit.repeat(100_000)}end`]);
      expect(shown).toMatch(new RegExp(`^…(${unit})+end$`, 'u'));
      const bytes = Buffer.byteLength(shown);
      expect(bytes).toBeLessThanOrEqual(mostLogBytes);
      expect(bytes).toBeGreaterThan(mostLogBytes - 4);
    },
  );

  it('has no colours and other sequences of terminals, and of a line that is written over the last state', () => {
    expect(tailOf(['\u001b[31mred\u001b[0m', '\u001b]0;title\u0007text', 'a\u0000b\u0008c\td'])).toBe(
      'red\ntext\nabc\td',
    );
    expect(tailOf([' 10 %\r 50 %\r100 %', 'done\r'])).toBe('100 %\ndone');
  });

  it('can be begun anew', () => {
    const tail = new LogTail();
    tail.addLine('before');
    tail.clear();
    tail.addLine('after');
    expect(tail.text).toBe('after');
  });
});
