import { useEffect, useRef } from 'preact/hooks';
import { ComparePage } from './pages/compare/compare-page.js';
import { StudiesPage } from './pages/studies/studies-page.js';
import { StudyPage } from './pages/study/study-page.js';
import { TrialPage } from './pages/trial/trial-page.js';
import { type Route, studiesLink, studyLink, useRoute } from './routing.js';

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
          {route.page === 'compare' && <span>compare</span>}
          {route.page === 'trial' && <span>trial {route.trial}</span>}
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
      return <StudiesPage key={route.chosen.join()} chosen={route.chosen} />;
    case 'compare':
      return <ComparePage key={route.studies.join()} studies={route.studies} />;
    case 'study':
      return <StudyPage key={route.study} study={route.study} />;
    case 'trial':
      return <TrialPage key={`${route.study}/${route.trial}`} study={route.study} trial={route.trial} />;
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
  if (route.page === 'trial') return `Trial ${route.trial} of ${route.study}`;
  return route.page === 'compare' ? `Compare ${route.studies.join(', ')}` : 'Studies';
}
