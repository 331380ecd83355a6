import { describe, expect, it } from 'vitest';
import { curvesOf, metricsOf } from '../../../ui/plots/curves.js';

const report = (epoch: number, loss: number | null) => ({ epoch, metrics: { loss, epoch } });

describe('learning curves', () => {
  it('join the legs of a trial, without those that are void and values that are not finite', () => {
    const legs = [
      { trial: 0, status: 'paused' as const, reports: [report(1, 5), report(2, null)] },
      { trial: 1, status: 'completed' as const, reports: [report(1, 9)] },
      { trial: 0, status: 'failed' as const, reports: [report(3, 100)] },
      { trial: 0, status: 'running' as const, reports: [report(3, 3)] },
      { trial: 2, status: 'lost' as const, reports: [report(1, 1)] },
    ];
    expect(curvesOf(legs, 'loss')).toEqual([
      {
        trial: 0,
        points: [
          [1, 5],
          [3, 3],
        ],
      },
      { trial: 1, points: [[1, 9]] },
    ]);
    expect(metricsOf(legs)).toEqual(['loss', 'epoch']);
  });
});
