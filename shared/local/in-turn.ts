let last: Promise<unknown> = Promise.resolve();

/**
 * Does something once all that this process was asked for before is done. Models share TensorFlow.js's variables, and the random
 * numbers of the process: what trains in it takes turns, and so does what loads a model meanwhile.
 */
export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const next = last.then(work);
  last = next.catch(() => undefined);
  return next;
}
