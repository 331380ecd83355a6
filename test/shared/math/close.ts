import { expect } from 'vitest';

/** Expects two numbers, or lists of them, to differ by no more than `relative` of the expected, or `absolute` if that is more. */
export function expectClose(
  actual: number | ArrayLike<number>,
  expected: number | ArrayLike<number>,
  { relative = 0, absolute = 0, of = '' }: { relative?: number; absolute?: number; of?: unknown },
): void {
  const [found, wanted] = [listOf(actual), listOf(expected)];
  expect(found.length, `length, ${of}`).toBe(wanted.length);
  for (const [index, value] of wanted.entries()) {
    const error = Math.abs((found[index] as number) - value);
    const most = Math.max(absolute, relative * Math.abs(value));
    expect(error <= most, `${of} [${index}]: ${found[index]} is not ${value}, by ${error} > ${most}`).toBe(true);
  }
}

function listOf(numbers: number | ArrayLike<number>): number[] {
  return typeof numbers === 'number' ? [numbers] : Array.from(numbers);
}
