import type { Mark } from '../plots/marks.js';

/** A piece of a line with its mark, as it is in the plot. */
export function MarkLine({ mark: { name, path, dash, colour } }: { mark: Mark }) {
  return (
    <svg class="mark" style={{ color: `var(--line-${colour})` }} viewBox="0 0 40 12" role="img" aria-label={name}>
      <line x1="0" y1="6" x2="40" y2="6" stroke-dasharray={dash.join(' ')} />
      <path d={path} transform="translate(15 1)" stroke="none" />
    </svg>
  );
}
