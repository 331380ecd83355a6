import { describe, expect, it } from 'vitest';
import type { LegReports } from '../../../ui/api/study-feed.js';
import { rungsOf } from '../../../ui/plots/rungs.js';

const leg = (trial: number, epoch: number, status: LegReports['status'] = 'completed'): LegReports => ({
  ...{ trial, status, reports: [{ epoch, metrics: {} }] },
});

describe('rungs', () => {
  it('are the epochs at which legs of several trials completed', () => {
    expect(rungsOf([leg(0, 9), leg(0, 1), leg(1, 1), leg(0, 3), leg(1, 3), leg(2, 1)])).toEqual([1, 3]);
  });

  it('are not where trials paused, stopped early or trained to their end at once', () => {
    expect(rungsOf([leg(0, 3), leg(1, 3)])).toEqual([]);
    expect(rungsOf([leg(0, 1, 'paused'), leg(1, 1, 'stopped'), leg(2, 1, 'running'), leg(0, 3), leg(1, 3)])).toEqual(
      [],
    );
    expect(rungsOf([leg(0, 1), leg(0, 1), leg(0, 3), leg(1, 3)])).toEqual([]);
  });
});
