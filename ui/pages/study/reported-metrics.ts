import type { TrialDocument } from '../../../shared/study/document.js';

/** The names of all metrics that trials have, as they were first reported. */
export function reportedMetrics(trials: readonly TrialDocument[]): string[] {
  const names = new Set<string>();
  for (const { metrics } of trials) for (const name of Object.keys(metrics)) names.add(name);
  return [...names];
}
