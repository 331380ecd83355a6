import { useEffect, useState } from 'preact/hooks';
import type { StudySummary } from '../../../shared/study/document.js';
import { type BestSoFar, versionOf } from '../../api/best-so-far.js';
import { formatNumber } from '../../format.js';
import { Sparkline } from '../../plots/sparkline.js';

/** The best scores so far of a study, as a small line. */
export function BestLine({ summary, source }: { summary: StudySummary; source: BestSoFar }) {
  const [values, setValues] = useState<readonly number[]>([]);
  const version = versionOf(summary);
  // Each listing brings a new summary: one of the same version has the same scores.
  useEffect(() => {
    let isOver = false;
    // Why it fails, the list itself says, which asks the same server.
    const show = (read: readonly number[]) => !isOver && setValues(read);
    source.of(summary).then(show, () => undefined);
    return () => {
      isOver = true;
    };
  }, [version, source]);
  const [first, last] = [values[0], values.at(-1)];
  if (first === undefined || last === undefined) return null;
  return <Sparkline values={values} label={`best so far, from ${formatNumber(first)} to ${formatNumber(last)}`} />;
}
