import type { ComponentChild } from 'preact';
import { useMemo } from 'preact/hooks';
import type { StudySummary } from '../../../shared/study/document.js';
import type { StudyView } from '../../api/study-feed.js';
import { type Section, sections } from '../../routing.js';
import { ContourSection } from './contour.js';
import { CostSection } from './cost.js';
import { FrontSection } from './front.js';
import { ImportanceSection } from './importance.js';
import { Overview } from './overview.js';
import { SectionNav } from './section-nav.js';
import { SlicesSection } from './slices.js';
import { SpaceTable } from './space-table.js';
import { TimelineSection } from './timeline.js';
import { type Scoring, useScoring } from './use-scoring.js';

/** What a section of a study's page is made of. */
export interface SectionProps {
  readonly view: StudyView;
  readonly summary: StudySummary;
  readonly scoring: Scoring;
}

const contents: Record<Section, (props: SectionProps) => ComponentChild> = {
  overview: Overview,
  importance: ImportanceSection,
  slices: SlicesSection,
  contour: ContourSection,
  timeline: TimelineSection,
  front: FrontSection,
  cost: CostSection,
  space: SpaceTable,
};

interface StudyContentProps extends Omit<SectionProps, 'scoring'> {
  readonly section: Section;
}

/** A study's trials, in one of the sections that its page has: no other draws anything. */
export function StudyContent({ view, summary, section }: StudyContentProps) {
  const scoring = useScoring(view, summary);
  const isFront = scoring.goals.length > 1;
  const those = useMemo(() => sections.filter((each) => isFront || each !== 'front'), [isFront]);
  const Content = contents[section];
  return (
    <>
      <SectionNav study={summary.study} sections={those} current={section} />
      <Content view={view} summary={summary} scoring={scoring} />
    </>
  );
}
