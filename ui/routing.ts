import { useEffect, useState } from 'preact/hooks';

/** What the page shows; its address is a deep link. */
export type Route =
  | { readonly page: 'studies' }
  | { readonly page: 'study'; readonly study: string }
  | { readonly page: 'trial'; readonly study: string; readonly trial: number }
  | { readonly page: 'unknown' };

export const studiesLink = '#/';
export const studyLink = (study: string) => `#/studies/${study}`;
export const trialLink = (study: string, trial: number) => `${studyLink(study)}/trials/${trial}`;

/** The route that the part of an address behind its `#` names. */
export function routeOf(hash: string): Route {
  const path = hash.replace(/^#\/?/, '');
  if (path === '') return { page: 'studies' };
  const [, study, trial] = /^studies\/([\w.-]+)(?:\/trials\/(\d{1,9}))?$/.exec(path) ?? [];
  if (study === undefined) return { page: 'unknown' };
  return trial === undefined ? { page: 'study', study } : { page: 'trial', study, trial: Number(trial) };
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
