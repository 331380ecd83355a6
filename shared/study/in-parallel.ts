/**
 * Calls of a store under way at once: its client has 50 connections, and who waits for one uses up the time it has to
 * connect.
 */
export const mostAtOnce = 48;

/**
 * What `work` makes of each item, in the order of the items. As soon as one is done the next begins; when one fails none.
 *
 * @throws what the first that failed threw.
 */
export async function inParallel<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
  most: number = mostAtOnce,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index] as T);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(most, items.length) }, lane));
  } finally {
    next = items.length;
  }
  return results;
}
