import { useEffect, useRef } from 'preact/hooks';
import { StudiesPage } from './pages/studies/studies-page.js';
import { StudyPage } from './pages/study/study-page.js';
import { TrialPage } from './pages/trial/trial-page.js';
import { type Route, sections, studiesLink, studyLink, useRoute } from './routing.js';

/** The whole page: where one is, and what one sees there. */
export function App() {
  const route = useRoute();
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  const title = titleOf(route);
  const section = route.page === 'study' ? route.section : undefined;
  useEffect(() => {
    const place = section === undefined || section === sections[0] ? title : `${section} of ${title}`;
    document.title = title === 'Studies' ? 'Stepladder' : `${place} · Stepladder`;
  }, [title, section]);
  useEffect(() => {
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
      return <StudyPage key={route.study} study={route.study} section={route.section} />;
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
  return 'Studies';
}
