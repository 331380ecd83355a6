import { reportedMetrics } from '../api/reported-metrics.js';
import type { LegReports } from '../api/study-feed.js';

/** A metric of a trial, epoch by epoch. */
export interface Curve {
  readonly trial: number;
  readonly points: readonly (readonly [epoch: number, value: number])[];
}

/** Ends of legs whose reports are void: their trial goes on from before them, or not at all. */
const voidEnds: ReadonlySet<LegReports['status']> = new Set(['failed', 'lost']);

/** The curves of trials that have reported a metric, in the order in which the trials began. Values not finite are left out. */
export function curvesOf(legs: readonly LegReports[], metric: string): Curve[] {
  const curves = new Map<number, [number, number][]>();
  for (const { trial, status, reports } of legs) {
    if (voidEnds.has(status)) continue;
    const points = curves.get(trial) ?? [];
    curves.set(trial, points);
    for (const { epoch, metrics } of reports) {
      const value = metrics[metric];
      if (typeof value === 'number') points.push([epoch, value]);
    }
  }
  return [...curves]
    .filter(([, points]) => points.length > 0)
    .map(([trial, points]) => ({ trial, points: points.sort(([a], [b]) => a - b) }));
}

/** Whether there is more than one epoch: else curves are points. */
export function areCurved(legs: readonly LegReports[]): boolean {
  return legs.some(({ reports }) => (reports.at(-1)?.epoch ?? 0) > 1);
}

/** The names of all metrics of legs, in the order of their first reports. */
export function metricsOf(legs: readonly LegReports[]): string[] {
  return reportedMetrics(legs.flatMap(({ reports }) => reports));
}
