import { formatTime } from '../../format.js';
import { Frame } from '../../parts/frame.js';
import { sections, studyLink, useRoute } from '../../routing.js';
import { StudyPage } from '../study/study-page.js';
import { TrialPage } from '../trial/trial-page.js';

/** What a report is of. */
export interface ReportDocument {
  readonly study: string;
  /** When it was made, in milliseconds since 1970. */
  readonly at: number;
}

/** A study as it was at a moment, and its trials. */
export function ReportPage({ study, at }: ReportDocument) {
  const route = useRoute();
  const trial = route.page === 'trial' && route.study === study ? route.trial : undefined;
  const section = route.page === 'study' ? route.section : sections[0];
  const place = trial === undefined ? study : `Trial ${trial} of ${study}`;
  const trail = (
    <>
      <a href={studyLink(study)}>{study}</a>
      {trial !== undefined && <span>trial {trial}</span>}
      <span class="quiet">as of {formatTime(at)}</span>
    </>
  );
  return (
    <Frame place={place} title={place} trail={trail}>
      {trial === undefined ? (
        <StudyPage study={study} section={section} />
      ) : (
        <TrialPage key={trial} study={study} trial={trial} />
      )}
    </Frame>
  );
}
