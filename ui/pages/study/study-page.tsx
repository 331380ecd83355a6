import { useCallback, useMemo } from 'preact/hooks';
import { StudyFeed, type StudyView } from '../../api/study-feed.js';
import { intervalOf, usePolling } from '../../api/use-polling.js';
import { Notice } from '../../parts/notice.js';
import type { Section } from '../../routing.js';
import { StudyContent } from './study-content.js';
import { StudyHeader } from './study-header.js';

/** A study and its trials, as they go on. */
export function StudyPage({ study, section }: { study: string; section: Section }) {
  const feed = useMemo(() => new StudyFeed(study), [study]);
  const read = useCallback(() => feed.read(), [feed]);
  const { value: view, refusal, readNow } = usePolling(read, pauseFor);
  if (!view) return refusal ? <Notice refusal={refusal} /> : <p role="status">Reading {study} …</p>;
  const { detail } = view;
  return (
    <>
      <StudyHeader detail={detail} onChange={readNow} />
      <Notice refusal={refusal} />
      {'objective' in detail && <StudyContent view={view} summary={detail} section={section} />}
    </>
  );
}

function pauseFor(view: StudyView | undefined): number {
  const isGoing = !view || ['running', 'starting'].includes(view.detail.status) || 'pending' in view.detail;
  return intervalOf(isGoing);
}
