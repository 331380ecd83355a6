import { type Section, sectionLink } from '../../routing.js';

const titles: Record<Section, string> = {
  overview: 'Overview',
  importance: 'Importance',
  slices: 'Slices',
  contour: 'Contour',
  timeline: 'Timeline',
  front: 'Front',
  cost: 'Cost',
  space: 'Search space',
};

interface SectionNavProps {
  readonly study: string;
  /** Those that the study has. */
  readonly sections: readonly Section[];
  readonly current: Section;
}

/** Leads to the sections of a study's page. */
export function SectionNav({ study, sections, current }: SectionNavProps) {
  return (
    <nav class="sections" aria-label="Sections">
      {sections.map((section) => (
        <a key={section} href={sectionLink(study, section)} aria-current={section === current ? 'page' : undefined}>
          {titles[section]}
        </a>
      ))}
    </nav>
  );
}
