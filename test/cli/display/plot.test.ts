import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPlot } from '../../../cli/display/plot.js';

const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 });
const bestOf = (dots: readonly number[]) => dots.map((_, index) => Math.min(...dots.slice(0, index + 1)));
const rowsOf = (text: string) => text.split('\n');
const countOf = (text: string, mark: string) => text.split(mark).length - 1;

describe('a plot', () => {
  it('has the values at their places, and a line that steps between them', () => {
    const plot = formatPlot({ x: [0, 1, 2, 3], line: [11, 11, 5.5, 0], dots: [11, 11, 5.5, 0], columns: 14 });
    expect(rowsOf(plot)).toEqual([
      '11 ┤•─•──╮',
      '   │     │',
      '   │     │',
      '   │     │',
      '   │     │',
      '   │     │',
      ' 5 ┤     •─╮',
      '   │       │',
      '   │       │',
      '   │       │',
      '   │       │',
      ' 0 ┤       •──',
      '   └──────────',
      '    0        3',
    ]);
  });

  it('is 14 lines of no more than the columns there are, whatever it shows', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 30, max: 200 }), fc.constantFrom('up', 'down'), (dots, columns, worse) => {
        const x = dots.map((_, index) => 3 + 2 * index);
        const lines = rowsOf(formatPlot({ x, line: bestOf(dots), dots, worse, columns }));
        expect(lines).toHaveLength(14);
        expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
        expect(new Set(lines.slice(0, 13).map((line) => /[┤│└]/.exec(line)?.index)).size).toBe(1);
      }),
    );
  });

  it('has one stroke of the line, or a dot, in each column', () => {
    fc.assert(
      fc.property(values, (dots) => {
        const x = dots.map((_, index) => index);
        const lines = rowsOf(formatPlot({ x, line: bestOf(dots), dots, columns: 100 })).slice(0, 12);
        const start = (lines[0] as string).search(/[┤│]/) + 1;
        for (let column = start; column < Math.max(...lines.map((line) => line.length)); column++) {
          expect(lines.map((line) => line[column] ?? ' ').join('')).toMatch(/[─╮╭•]/);
        }
      }),
    );
  });

  it('draws what is far out on the worse side as arrows on the border', () => {
    const dots = [5, 4, 6, 5, 4, 1e9, 5, 6, -1e9, 4];
    const x = dots.map((_, index) => index);
    const up = formatPlot({ x, line: bestOf(dots), dots, worse: 'up', columns: 80 });
    expect([countOf(up, '↑'), countOf(up, '↓'), countOf(up, '•')]).toEqual([1, 0, 9]);
    expect(rowsOf(up)[0]).toContain('↑');
    expect(rowsOf(up)[11]).toContain('•');
    const down = formatPlot({ x, line: dots, dots, worse: 'down', columns: 80 });
    expect([countOf(down, '↑'), countOf(down, '↓'), countOf(down, '•')]).toEqual([0, 1, 9]);
    const scaled = formatPlot({ x, line: dots, columns: 80 });
    expect(countOf(scaled, '↑') + countOf(scaled, '↓') + countOf(scaled, '•')).toBe(0);
  });

  it('shows one value, or many equal ones, on the axis', () => {
    for (const x of [[7], [7, 8, 9]]) {
      const lines = rowsOf(formatPlot({ x, line: x.map(() => 2), dots: x.map(() => 2), columns: 40 }));
      expect(lines[11]).toMatch(/^2 ┤•[─•]*$/);
      expect(lines[13]?.trim().split(/ +/)).toEqual(x.length === 1 ? ['7'] : ['7', '9']);
    }
  });
});
