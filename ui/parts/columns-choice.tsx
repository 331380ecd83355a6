import { useCallback, useState } from 'preact/hooks';

/** Which columns of a table are shown; remembered as long as the browser's tab lives. */
export interface ShownColumns {
  readonly isShown: (name: string) => boolean;
  readonly show: (name: string, isShown: boolean) => void;
}

/**
 * @param key what is remembered, and for what.
 * @param hidden names of columns that are hidden until somebody wants them.
 */
export function useShownColumns(key: string, hidden: ReadonlySet<string>): ShownColumns {
  const [chosen, setChosen] = useState<Readonly<Record<string, boolean>>>(() =>
    JSON.parse(sessionStorage.getItem(key) ?? '{}'),
  );
  const show = useCallback(
    (name: string, isShown: boolean) =>
      setChosen((before) => {
        const next = { ...before, [name]: isShown };
        sessionStorage.setItem(key, JSON.stringify(next));
        return next;
      }),
    [key],
  );
  const isShown = useCallback(
    (name: string) => (Object.hasOwn(chosen, name) ? chosen[name] === true : !hidden.has(name)),
    [chosen, hidden],
  );
  return { isShown, show };
}

/** A box to tick for each column. */
export function ColumnsChoice({ names, isShown, show }: ShownColumns & { names: readonly string[] }) {
  return (
    <details class="choice">
      <summary>Columns</summary>
      <fieldset>
        <legend>Columns of the table</legend>
        {names.map((name) => (
          <label key={name} class="field">
            <input
              type="checkbox"
              checked={isShown(name)}
              onChange={({ currentTarget }) => show(name, currentTarget.checked)}
            />
            {name}
          </label>
        ))}
      </fieldset>
    </details>
  );
}
