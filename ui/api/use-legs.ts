import { useCallback, useMemo } from 'preact/hooks';
import type { StudySummary } from '../../shared/study/document.js';
import { LegsFeed, type LegsView } from './legs-feed.js';
import type { StudyView } from './study-feed.js';
import type { Polled } from './use-polling.js';
import { useReading } from './use-reading.js';

/** The legs of a study, read again whenever its log has grown. */
export function useLegs(
  { study, created }: StudySummary,
  { legs }: StudyView,
): Pick<Polled<LegsView>, 'value' | 'refusal'> {
  // Another study may have the name by now.
  const feed = useMemo(() => new LegsFeed(study), [study, created]);
  return useReading(
    useCallback(() => feed.read(), [feed]),
    legs,
  );
}
