import { useEffect, useState } from 'preact/hooks';
import { Refusal } from './request.js';

/** Reads once. @param read with the same identity as long as it reads the same */
export function useReading<T>(read: () => Promise<T>): { value: T | undefined; refusal: Refusal | undefined } {
  const [state, setState] = useState<{ value: T | undefined; refusal: Refusal | undefined }>({
    value: undefined,
    refusal: undefined,
  });
  useEffect(() => {
    let isOver = false;
    read().then(
      (value) => !isOver && setState({ value, refusal: undefined }),
      (error) => {
        if (!(error instanceof Refusal)) throw error;
        if (!isOver) setState({ value: undefined, refusal: error });
      },
    );
    return () => {
      isOver = true;
    };
  }, [read]);
  return state;
}
