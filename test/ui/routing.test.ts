import { describe, expect, it } from 'vitest';
import { routeOf, sectionLink, sections, studiesLink, studyLink, trialLink } from '../../ui/routing.js';

describe('an address', () => {
  it('leads where its link was made for', () => {
    expect(routeOf(studiesLink)).toEqual({ page: 'studies' });
    expect(routeOf('')).toEqual({ page: 'studies' });
    expect(routeOf(studyLink('a.b_c-1'))).toEqual({ page: 'study', study: 'a.b_c-1', section: 'overview' });
    for (const section of sections) {
      expect(routeOf(sectionLink('s', section))).toEqual({ page: 'study', study: 's', section });
    }
    expect(routeOf(trialLink('s', 12))).toEqual({ page: 'trial', study: 's', trial: 12 });
  });

  it.each([
    '#/studies/',
    '#/studies/a/b',
    '#/studies/a/overview',
    '#/studies/a/slices/1',
    '#/studies/s/trials/x',
    '#/trials/1',
    '#/studies/s/trials/1/2',
  ])('that means nothing is said to: %s', (hash) => {
    expect(routeOf(hash)).toEqual({ page: 'unknown' });
  });
});
