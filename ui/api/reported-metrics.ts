import type { Report } from '../../shared/study/records.js';

/** The names of all metrics that reports or trials have, as they were first reported. */
export function reportedMetrics(those: readonly { readonly metrics: Report['metrics'] }[]): string[] {
  const names = new Set<string>();
  for (const { metrics } of those) for (const name of Object.keys(metrics)) names.add(name);
  return [...names];
}
