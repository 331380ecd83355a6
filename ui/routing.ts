import { useEffect, useState } from 'preact/hooks';

/** What the page shows; its address is a deep link. */
export type Route =
  | { readonly page: 'studies'; readonly chosen: readonly string[] }
  | { readonly page: 'compare'; readonly studies: readonly string[] }
  | { readonly page: 'study'; readonly study: string }
  | { readonly page: 'trial'; readonly study: string; readonly trial: number }
  | { readonly page: 'unknown' };

export const studiesLink = '#/';
/** The studies, some of them chosen to be compared. */
export const choosingLink = (studies: readonly string[]) => `#/?compare=${studies.join(',')}`;
export const compareLink = (studies: readonly string[]) => `#/compare/${studies.join(',')}`;
export const studyLink = (study: string) => `#/studies/${study}`;
export const trialLink = (study: string, trial: number) => `${studyLink(study)}/trials/${trial}`;

/** The route that the part of an address behind its `#` names. */
export function routeOf(hash: string): Route {
  const path = hash.replace(/^#\/?/, '');
  if (path === '') return { page: 'studies', chosen: [] };
  const [, chosen, compared] = /^(?:\?compare=([\w.,-]+)|compare\/([\w.,-]+))$/.exec(path) ?? [];
  if (chosen !== undefined) return { page: 'studies', chosen: namesIn(chosen) };
  if (compared !== undefined) return { page: 'compare', studies: namesIn(compared) };
  const [, study, trial] = /^studies\/([\w.-]+)(?:\/trials\/(\d{1,9}))?$/.exec(path) ?? [];
  if (study === undefined) return { page: 'unknown' };
  return trial === undefined ? { page: 'study', study } : { page: 'trial', study, trial: Number(trial) };
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
