import { ComparePage } from './pages/compare/compare-page.js';
import { EnqueuePage } from './pages/enqueue/enqueue-page.js';
import { ResumePage } from './pages/resume/resume-page.js';
import { SchedulesPage } from './pages/schedules/schedules-page.js';
import { StartPage } from './pages/start/start-page.js';
import { StudiesPage } from './pages/studies/studies-page.js';
import { StudyPage } from './pages/study/study-page.js';
import { TrialPage } from './pages/trial/trial-page.js';
import { Frame } from './parts/frame.js';
import { type Route, schedulesLink, sections, startLink, studiesLink, studyLink, useRoute } from './routing.js';

/** The whole page: where one is, and what one sees there. */
export function App() {
  const route = useRoute();
  const place = placeOf(route);
  const trail = (
    <>
      <a href={studiesLink}>Stepladder</a>
      {'study' in route && <a href={studyLink(route.study)}>{route.study}</a>}
      {route.page === 'compare' && <span>compare</span>}
      {route.page === 'trial' && <span>trial {route.trial}</span>}
      {route.page === 'enqueue' && <span>enqueue</span>}
      {route.page === 'resume' && <span>budget</span>}
    </>
  );
  const actions = (
    <>
      <a href={startLink}>Start a study</a>
      <a href={schedulesLink}>Schedules</a>
    </>
  );
  return (
    <Frame place={place} title={titleOf(route, place)} trail={trail} actions={actions}>
      <Content route={route} />
    </Frame>
  );
}

function Content({ route }: { route: Route }) {
  switch (route.page) {
    case 'studies':
      return <StudiesPage key={route.chosen.join()} chosen={route.chosen} />;
    case 'compare':
      return <ComparePage key={route.studies.join()} studies={route.studies} />;
    case 'study':
      return <StudyPage key={route.study} study={route.study} section={route.section} />;
    case 'trial':
      return <TrialPage key={`${route.study}/${route.trial}`} study={route.study} trial={route.trial} />;
    case 'enqueue': {
      const { study, trial, isNear = false } = route;
      const origin = trial === undefined ? undefined : { trial, isNear };
      return <EnqueuePage key={`${study}/${trial}/${isNear}`} study={study} origin={origin} />;
    }
    case 'resume':
      return <ResumePage key={route.study} study={route.study} />;
    case 'start':
      return <StartPage />;
    case 'schedules':
      return <SchedulesPage />;
    case 'unknown':
      return (
        <p role="alert">
          There is no such page. <a href={studiesLink}>The studies</a> are here.
        </p>
      );
  }
}

function titleOf(route: Route, place: string): string {
  if (route.page === 'studies') return 'Stepladder';
  const isSection = route.page === 'study' && route.section !== sections[0];
  return `${isSection ? `${route.section} of ${place}` : place} · Stepladder`;
}

function placeOf(route: Route): string {
  if (route.page === 'study') return route.study;
  if (route.page === 'enqueue') return `Enqueue in ${route.study}`;
  if (route.page === 'resume') return `Budget of ${route.study}`;
  if (route.page === 'start') return 'Start a study';
  if (route.page === 'schedules') return 'Schedules';
  if (route.page === 'trial') return `Trial ${route.trial} of ${route.study}`;
  return route.page === 'compare' ? `Compare ${route.studies.join(', ')}` : 'Studies';
}
