import { useEffect, useRef } from 'preact/hooks';
import { EnqueuePage } from './pages/enqueue/enqueue-page.js';
import { ResumePage } from './pages/resume/resume-page.js';
import { SchedulesPage } from './pages/schedules/schedules-page.js';
import { StartPage } from './pages/start/start-page.js';
import { StudiesPage } from './pages/studies/studies-page.js';
import { StudyPage } from './pages/study/study-page.js';
import { TrialPage } from './pages/trial/trial-page.js';
import { type Route, schedulesLink, startLink, studiesLink, studyLink, useRoute } from './routing.js';

/** The whole page: where one is, and what one sees there. */
export function App() {
  const route = useRoute();
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  const title = titleOf(route);
  useEffect(() => {
    document.title = title === 'Studies' ? 'Stepladder' : `${title} · Stepladder`;
    // Who follows a link by the keyboard goes on from the new content, not from the link that is gone.
    if (!isFirst.current) main.current?.focus();
    isFirst.current = false;
  }, [title]);
  return (
    <>
      <header class="bar">
        <nav aria-label="Where you are">
          <a href={studiesLink}>Stepladder</a>
          {'study' in route && <a href={studyLink(route.study)}>{route.study}</a>}
          {route.page === 'trial' && <span>trial {route.trial}</span>}
          {route.page === 'enqueue' && <span>enqueue</span>}
          {route.page === 'resume' && <span>budget</span>}
        </nav>
        <nav aria-label="What to do">
          <a href={startLink}>Start a study</a>
          <a href={schedulesLink}>Schedules</a>
        </nav>
      </header>
      <main ref={main} tabIndex={-1}>
        <Content route={route} />
      </main>
    </>
  );
}

function Content({ route }: { route: Route }) {
  switch (route.page) {
    case 'studies':
      return <StudiesPage />;
    case 'study':
      return <StudyPage key={route.study} study={route.study} />;
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

function titleOf(route: Route): string {
  if (route.page === 'study') return route.study;
  if (route.page === 'enqueue') return `Enqueue in ${route.study}`;
  if (route.page === 'resume') return `Budget of ${route.study}`;
  if (route.page === 'start') return 'Start a study';
  if (route.page === 'schedules') return 'Schedules';
  if (route.page === 'trial') return `Trial ${route.trial} of ${route.study}`;
  return 'Studies';
}
