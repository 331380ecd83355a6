import { useMemo, useRef } from 'preact/hooks';
import { type Polled, usePolling } from './use-polling.js';

/** Milliseconds between two looks at whether there is anything new to read. */
const pause = 2000;

/**
 * Reads again when something has changed, or when the last reading failed: for what takes the server time to work out.
 *
 * @param read with the same identity as long as it reads the same.
 * @param version changes with what is read; absent where one reading will do.
 */
export function useReading<T>(read: () => Promise<T>, version?: unknown): Pick<Polled<T>, 'value' | 'refusal'> {
  const newest = useRef(version);
  newest.current = version;
  const readIfChanged = useMemo(() => remembering(read, () => newest.current), [read]);
  return usePolling(readIfChanged, () => pause);
}

/** Reads once for each version; a failure is not remembered. */
export function remembering<T>(read: () => Promise<T>, versionOf: () => unknown): () => Promise<T> {
  let known: { readonly version: unknown; readonly value: T } | undefined;
  return async () => {
    const version = versionOf();
    if (!known || known.version !== version) known = { version, value: await read() };
    return known.value;
  };
}
