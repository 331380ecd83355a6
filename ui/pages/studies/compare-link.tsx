import { compareLink } from '../../routing.js';

/** Leads to the studies that are chosen, side by side. */
export function CompareLink({ chosen }: { chosen: readonly string[] }) {
  if (chosen.length === 0) return <span class="quiet">Tick studies to compare them.</span>;
  if (chosen.length === 1) return <span class="quiet">Tick another study to compare {chosen[0]} with.</span>;
  return (
    <a class="button" href={compareLink(chosen)}>
      Compare {chosen.length} studies
    </a>
  );
}
