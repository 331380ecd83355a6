import { useEffect, useState } from 'preact/hooks';

/** What the page shows; its address is a deep link. */
export type Route =
  | { readonly page: 'studies' }
  | { readonly page: 'study'; readonly study: string; readonly section: Section }
  | { readonly page: 'trial'; readonly study: string; readonly trial: number }
  | { readonly page: 'unknown' };

/** The sections of a study's page, in their order; the first has the study's own address. */
export const sections = ['overview', 'importance', 'slices', 'contour', 'timeline', 'front', 'cost', 'space'] as const;
export type Section = (typeof sections)[number];

export const studiesLink = '#/';
export const studyLink = (study: string) => `#/studies/${study}`;
export const sectionLink = (study: string, section: Section) =>
  section === sections[0] ? studyLink(study) : `${studyLink(study)}/${section}`;
export const trialLink = (study: string, trial: number) => `${studyLink(study)}/trials/${trial}`;

/** The route that the part of an address behind its `#` names. */
export function routeOf(hash: string): Route {
  const path = hash.replace(/^#\/?/, '');
  if (path === '') return { page: 'studies' };
  const [, study, trial] = /^studies\/([\w.-]+)(?:\/trials\/(\d{1,9})|\/[a-z]+)?$/.exec(path) ?? [];
  if (study === undefined) return { page: 'unknown' };
  if (trial !== undefined) return { page: 'trial', study, trial: Number(trial) };
  const section = sections.find((each) => sectionLink(study, each) === `#/${path}`);
  return section === undefined ? { page: 'unknown' } : { page: 'study', study, section };
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
