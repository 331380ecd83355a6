import { describe, expect, it } from 'vitest';
import {
  choosingLink,
  compareLink,
  enqueueLink,
  likeLink,
  nearLink,
  resumeLink,
  routeOf,
  schedulesLink,
  sectionLink,
  sections,
  startLink,
  studiesLink,
  studyLink,
  trialLink,
} from '../../ui/routing.js';

describe('an address', () => {
  it('leads where its link was made for', () => {
    expect(routeOf(studiesLink)).toEqual({ page: 'studies', chosen: [] });
    expect(routeOf('')).toEqual({ page: 'studies', chosen: [] });
    expect(routeOf(choosingLink(['a', 'b.c']))).toEqual({ page: 'studies', chosen: ['a', 'b.c'] });
    expect(routeOf(compareLink(['a', 'b_c-1']))).toEqual({ page: 'compare', studies: ['a', 'b_c-1'] });
    expect(routeOf('#/compare/a,,b,a')).toEqual({ page: 'compare', studies: ['a', 'b'] });
    expect(routeOf(studyLink('a.b_c-1'))).toEqual({ page: 'study', study: 'a.b_c-1', section: 'overview' });
    for (const section of sections) {
      expect(routeOf(sectionLink('s', section))).toEqual({ page: 'study', study: 's', section });
    }
    expect(routeOf(trialLink('s', 12))).toEqual({ page: 'trial', study: 's', trial: 12 });
    expect(routeOf(startLink)).toEqual({ page: 'start' });
    expect(routeOf(schedulesLink)).toEqual({ page: 'schedules' });
    expect(routeOf(resumeLink('s'))).toEqual({ page: 'resume', study: 's' });
    expect(routeOf(enqueueLink('s'))).toEqual({ page: 'enqueue', study: 's' });
    expect(routeOf(nearLink('s', 3))).toEqual({ page: 'enqueue', study: 's', trial: 3, isNear: true });
    expect(routeOf(likeLink('s', 3))).toEqual({ page: 'enqueue', study: 's', trial: 3, isNear: false });
  });

  it.each([
    '#/studies/',
    '#/studies/a/b',
    '#/studies/a/overview',
    '#/studies/a/slices/1',
    '#/studies/s/trials/x',
    '#/trials/1',
    '#/studies/s/trials/1/2',
    '#/compare/',
    '#/compare/a/b',
    '#/start/s',
  ])('that means nothing is said to: %s', (hash) => {
    expect(routeOf(hash)).toEqual({ page: 'unknown' });
  });
});
