/**
 * A colour between two.
 *
 * @param from as `#rrggbb`.
 * @param share 0 is `from`, 1 is `to`.
 */
export function between(from: string, to: string, share: number): string {
  const channel = (colour: string, index: number) => Number.parseInt(colour.slice(1 + 2 * index, 3 + 2 * index), 16);
  const mixed = [0, 1, 2].map((index) => {
    const value = channel(from, index) + share * (channel(to, index) - channel(from, index));
    return Math.round(value).toString(16).padStart(2, '0');
  });
  return `#${mixed.join('')}`;
}
