import { useEffect, useState } from 'preact/hooks';
import type { StudySummary } from '../../../shared/study/document.js';
import { type BestLines, versionOf } from '../../api/best-lines.js';
import type { Corner } from '../../api/comparison.js';
import { formatNumber } from '../../format.js';
import { Sparkline } from '../../plots/sparkline.js';

/** The best scores so far of a study, as a small line. */
export function BestLine({ summary, lines }: { summary: StudySummary; lines: BestLines }) {
  const [corners, setCorners] = useState<readonly Corner[]>([]);
  const version = versionOf(summary);
  // Each listing brings a new summary: one of the same version has the same scores.
  useEffect(() => {
    let isOver = false;
    // Why it fails, the list itself says, which asks the same server.
    const show = (read: readonly Corner[]) => !isOver && setCorners(read);
    lines.of(summary).then(show, () => undefined);
    return () => {
      isOver = true;
    };
  }, [version, lines]);
  const [first, last] = [corners[0], corners.at(-1)];
  if (!first || !last) return null;
  return (
    <Sparkline corners={corners} label={`best so far, from ${formatNumber(first[1])} to ${formatNumber(last[1])}`} />
  );
}
