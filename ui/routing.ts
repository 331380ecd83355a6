import { useEffect, useState } from 'preact/hooks';

/** What the page shows; its address is a deep link. */
export type Route =
  | { readonly page: 'studies'; readonly chosen: readonly string[] }
  | { readonly page: 'compare'; readonly studies: readonly string[] }
  | { readonly page: 'study'; readonly study: string; readonly section: Section }
  | { readonly page: 'trial'; readonly study: string; readonly trial: number }
  | { readonly page: 'start' }
  | { readonly page: 'schedules' }
  | { readonly page: 'resume'; readonly study: string }
  /** A point to enqueue, perhaps a trial's, or one near it. */
  | { readonly page: 'enqueue'; readonly study: string; readonly trial?: number; readonly isNear?: boolean }
  | { readonly page: 'unknown' };

/** The sections of a study's page, in their order; the first has the study's own address. */
export const sections = ['overview', 'importance', 'slices', 'contour', 'timeline', 'front', 'cost', 'space'] as const;
export type Section = (typeof sections)[number];

export const studiesLink = '#/';
/** The studies, some of them chosen to be compared. */
export const choosingLink = (studies: readonly string[]) => `#/?compare=${studies.join(',')}`;
export const compareLink = (studies: readonly string[]) => `#/compare/${studies.join(',')}`;
export const studyLink = (study: string) => `#/studies/${study}`;
export const sectionLink = (study: string, section: Section) =>
  section === sections[0] ? studyLink(study) : `${studyLink(study)}/${section}`;
export const trialLink = (study: string, trial: number) => `${studyLink(study)}/trials/${trial}`;

export const startLink = '#/start';
export const schedulesLink = '#/schedules';
export const resumeLink = (study: string) => `${studyLink(study)}/resume`;
export const enqueueLink = (study: string) => `${studyLink(study)}/enqueue`;
export const nearLink = (study: string, trial: number) => `${enqueueLink(study)}/near/${trial}`;
export const likeLink = (study: string, trial: number) => `${enqueueLink(study)}/like/${trial}`;

/** The route that the part of an address behind its `#` names. */
export function routeOf(hash: string): Route {
  const path = hash.replace(/^#\/?/, '');
  if (path === '') return { page: 'studies', chosen: [] };
  const [, chosen, compared] = /^(?:\?compare=([\w.,-]+)|compare\/([\w.,-]+))$/.exec(path) ?? [];
  if (chosen !== undefined) return { page: 'studies', chosen: namesIn(chosen) };
  if (compared !== undefined) return { page: 'compare', studies: namesIn(compared) };
  if (path === 'start' || path === 'schedules') return { page: path };
  const [, study, rest = ''] = /^studies\/([\w.-]+)(?:\/(.+))?$/.exec(path) ?? [];
  return study === undefined ? { page: 'unknown' } : routeInStudy(study, rest);
}

function routeInStudy(study: string, rest: string): Route {
  if (rest === 'resume' || rest === 'enqueue') return { page: rest, study };
  const [, place, digits] = /^(trials|enqueue\/like|enqueue\/near)\/(\d{1,9})$/.exec(rest) ?? [];
  if (place === undefined) {
    const section = sections.find((each) => sectionLink(study, each) === `${studyLink(study)}${rest && `/${rest}`}`);
    return section === undefined ? { page: 'unknown' } : { page: 'study', study, section };
  }
  const trial = Number(digits);
  return place === 'trials'
    ? { page: 'trial', study, trial }
    : { page: 'enqueue', study, trial, isNear: place.endsWith('near') };
}

/** Names between commas, each once: they have none themselves. */
function namesIn(text: string): string[] {
  return [...new Set(text.split(',').filter((name) => name !== ''))];
}

/** The route of the address, as it changes. */
export function useRoute(): Route {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const follow = () => setHash(location.hash);
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return routeOf(hash);
}
