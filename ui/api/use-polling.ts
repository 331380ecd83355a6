import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { Refusal } from './request.js';
import { source } from './source.js';

/** Milliseconds between two looks at what goes on, and at what has ended but may go on again. */
const intervals = { going: 2000, ended: 8000 };

export function intervalOf(isGoing: boolean): number {
  return isGoing ? intervals.going : intervals.ended;
}

/** What was read last, and why the last reading failed, if it did. */
export interface Polled<T> {
  readonly value: T | undefined;
  readonly refusal: Refusal | undefined;
  /** Reads now, and goes on from there. */
  readonly readNow: () => void;
}

/**
 * Reads again and again while the page is to be seen, each time so long after the last answer: a slow server is asked less
 * often, never by two requests at once. What cannot change is read once.
 *
 * @param read with the same identity as long as it reads the same.
 * @param pause milliseconds until the next reading.
 */
export function usePolling<T>(read: () => Promise<T>, pause: (value: T | undefined) => number): Polled<T> {
  const [state, setState] = useState<Pick<Polled<T>, 'value' | 'refusal'>>({ value: undefined, refusal: undefined });
  const wake = useRef<() => void>(() => undefined);
  const pauseOf = useRef(pause);
  pauseOf.current = pause;
  useEffect(() => {
    let isOver = false;
    const poll = async () => {
      let value: T | undefined;
      while (!isOver) {
        const [newest, refusal] = await attempt(read);
        if (isOver) return;
        value = newest ?? value;
        setState({ value, refusal });
        if (!source().isLive) return;
        await Promise.race([visibleAfter(pauseOf.current(value)), new Promise<void>((go) => (wake.current = go))]);
      }
    };
    void poll();
    return () => {
      isOver = true;
      wake.current();
    };
  }, [read]);
  const readNow = useCallback(() => wake.current(), []);
  return { ...state, readNow };
}

async function attempt<T>(read: () => Promise<T>): Promise<[T | undefined, Refusal | undefined]> {
  try {
    return [await read(), undefined];
  } catch (error) {
    if (error instanceof Refusal) return [undefined, error];
    throw error;
  }
}

/** Settles after so many milliseconds, when somebody can see the page. */
async function visibleAfter(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  while (document.hidden) {
    await new Promise((resolve) => document.addEventListener('visibilitychange', resolve, { once: true }));
  }
}
