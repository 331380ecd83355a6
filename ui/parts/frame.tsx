import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface FrameProps {
  /** Where one is: another place begins at its top. */
  readonly place: string;
  /** Of the browser's window. */
  readonly title: string;
  /** Links to where one is, from the top on. */
  readonly trail: ComponentChildren;
  /** Links to what can be done. */
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** What stands around all that is shown. */
export function Frame({ place, title, trail, actions, children }: FrameProps) {
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  useEffect(() => {
    document.title = title;
  }, [title]);
  useEffect(() => {
    // Who follows a link by the keyboard goes on from the new content, not from the link that is gone.
    if (!isFirst.current) main.current?.focus();
    isFirst.current = false;
  }, [place]);
  return (
    <>
      <header class="bar">
        <nav aria-label="Where you are">{trail}</nav>
        {actions && <nav aria-label="What to do">{actions}</nav>}
      </header>
      <main ref={main} tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
