import { describe, expect, it } from 'vitest';
import { lanesOf } from '../../../ui/plots/lanes.js';
import { legWith } from './trials.js';

const { ended, ...running } = legWith(3, { status: 'running' });

describe('lanes', () => {
  it('are slots by their numbers, then workers from outside', () => {
    const legs = [legWith(0, { slot: 10 }), legWith(1, { slot: 2 }), legWith(2, { slot: 2, worker: true })];
    const { names, bars } = lanesOf(legs, 0);
    expect(names).toEqual(['slot 2', 'slot 10', 'worker 2']);
    expect(bars.map(({ lane }) => lane)).toEqual([1, 0, 2]);
  });

  it('have legs that run until now, and never backwards', () => {
    expect(lanesOf([running], 5000).bars).toMatchObject([{ from: 3000, to: 5000 }]);
    expect(lanesOf([running], 1000).bars).toMatchObject([{ from: 3000, to: 3000 }]);
    expect(ended).toBe(4000);
  });

  it('are busy for the share of their time in which something was trained', () => {
    expect(lanesOf([legWith(0), legWith(1, { slot: 1 })], 0).busy).toBe(0.5);
    expect(lanesOf([legWith(0), legWith(1)], 0).busy).toBe(1);
    expect(lanesOf([], 0)).toEqual({ names: [], bars: [], busy: 0 });
  });
});
