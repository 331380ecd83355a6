import { ComparePage } from './pages/compare/compare-page.js';
import { StudiesPage } from './pages/studies/studies-page.js';
import { StudyPage } from './pages/study/study-page.js';
import { TrialPage } from './pages/trial/trial-page.js';
import { Frame } from './parts/frame.js';
import { type Route, studiesLink, studyLink, useRoute } from './routing.js';

/** The whole page: where one is, and what one sees there. */
export function App() {
  const route = useRoute();
  const title = titleOf(route);
  const trail = (
    <>
      <a href={studiesLink}>Stepladder</a>
      {'study' in route && <a href={studyLink(route.study)}>{route.study}</a>}
      {route.page === 'compare' && <span>compare</span>}
      {route.page === 'trial' && <span>trial {route.trial}</span>}
    </>
  );
  return (
    <Frame title={title === 'Studies' ? 'Stepladder' : `${title} · Stepladder`} trail={trail}>
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
