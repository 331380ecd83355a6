import type { Failure } from '../../shared/study/records.js';

/** Why something failed, with its stack where there is one. */
export function FailureText({ failure: { code, message, stack } }: { failure: Failure }) {
  return (
    <div class="notice">
      <p>
        <strong>{code}</strong>: {message}
      </p>
      {stack && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        <section class="stack" tabIndex={0} aria-label="Stack">
          <pre>{stack}</pre>
        </section>
      )}
    </div>
  );
}
