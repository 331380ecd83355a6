import { describe, expect, it } from 'vitest';
import { type Answer, TestApi } from './test-api.js';

const listed = async (api: TestApi, query: string) =>
  (await api.ok('GET', `/studies?${query}`)).studies.map(({ study }: Answer['body']) => study);

describe('tags', () => {
  it('are given at the start, shown with the study, kept by a resume, and part of what is asked for again', async () => {
    const api = new TestApi();
    const tags = ['baseline', 'owner=ann'];
    expect((await api.run('s', { tags })).tags).toEqual(tags);

    await api.ok('POST', '/studies/s/resume', { budget: { trials: 4 } });
    await api.runner.ended('s.0002');
    expect(await api.ok('GET', '/studies/s')).toMatchObject({ run: 2, tags });
    const request = { study: 's', tuning: 'sum', seed: 1, budget: { trials: 3 } };
    expect((await api.call('POST', '/studies', { ...request, tags })).status).toBe(200);
    expect((await api.call('POST', '/studies', request)).status).toBe(200);
    expect(await api.problem('POST', '/studies', { ...request, tags: ['other'] })).toBe('409 StudyExists');
    expect(await api.problem('POST', '/studies/s/resume', { tags })).toBe('400 InvalidRequest');
  });

  it('choose studies from the list: those that have all of them', async () => {
    const api = new TestApi();
    await api.run('a', { tags: ['baseline', 'größe:1'] });
    await api.run('b', { tags: ['baseline'] });
    await api.run('c');

    expect(await listed(api, 'limit=20')).toEqual(['a', 'b', 'c']);
    expect(await listed(api, 'tag=baseline')).toEqual(['a', 'b']);
    expect(await listed(api, `tag=${encodeURIComponent('größe:1,baseline')}`)).toEqual(['a']);
    expect(await listed(api, 'tag=base')).toEqual([]);
    const first = await api.ok('GET', '/studies?tag=baseline&limit=1');
    expect([first.studies.length, first.next]).toEqual([1, 'a']);
    expect(await api.problem('GET', '/studies?tag=two%20words')).toBe('400 InvalidRequest');
  });

  it('belong to a schedule and the studies that it starts', async () => {
    const api = new TestApi();
    const schedule = { schedule: 'nightly', tuning: 'sum', expression: 'rate(1 day)', tags: ['nightly'] };
    expect(await api.ok('POST', '/schedules', schedule)).toMatchObject({ tags: ['nightly'] });
    expect((await api.ok('GET', '/schedules')).schedules).toMatchObject([{ tags: ['nightly'] }]);
  });

  it.each([
    ['too many', Array.from({ length: 33 }, (_, index) => `t${index}`)],
    ['the same twice', ['a', 'a']],
    ['an empty one', ['']],
    ['one of 65 characters', ['x'.repeat(65)]],
    ['one with a space', ['a b']],
    ['one with a comma', ['a,b']],
    ['one that begins with a sign', ['-a']],
    ['a line break', ['a\n']],
  ])('cannot be %s', async (_, tags) => {
    const api = new TestApi();
    expect(await api.problem('POST', '/studies', { study: 's', tuning: 'sum', tags })).toBe('400 InvalidRequest');
  });
});
