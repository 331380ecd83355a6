import { type TrialDocument, trialDocument } from '../shared/study/document.js';
import type { Metrics, Report, Result } from '../shared/study/records.js';
import { countedLegs, type Leg, type Trial } from '../shared/study/trial.js';
import type { View } from '../shared/study/watch-study.js';

/** What happened to a trial between two looks at its study. */
export type TrialEvent =
  | { readonly kind: 'begin'; readonly trial: TrialDocument }
  | { readonly kind: 'end'; readonly trial: TrialDocument }
  | { readonly kind: 'epoch'; readonly trial: TrialDocument; readonly epoch: number; readonly metrics: Metrics };

/**
 * Turns looks at a study into what happened since the last one, in its order: a trial begins once, each of its epochs ends once, and it
 * ends each time that it has trained as far as it was told to, or has failed for good. What was there at the first look is no news.
 */
export class TrialEvents {
  /** By trial: epochs told, and legs whose ends are told. */
  readonly #told = new Map<number, { epoch: number; legs: number }>();

  /** @param known the study's trials before the search. */
  constructor(known: readonly Trial[]) {
    for (const { number, epochs, legs } of known) {
      this.#told.set(number, { epoch: epochs, legs: legs.filter(({ result }) => result).length });
    }
  }

  since({ study, progress }: View): TrialEvent[] {
    return study.trials.flatMap((trial) => {
      const before = this.#told.get(trial.number);
      const told = before ?? { epoch: trial.begunFrom, legs: 0 };
      this.#told.set(trial.number, told);
      const document = trialDocument(trial);
      const events: TrialEvent[] = before ? [] : [{ kind: 'begin', trial: document }];
      for (const [index, leg] of trial.legs.entries()) {
        for (const { epoch, metrics } of reportsOf(leg, progress)) {
          if (epoch <= told.epoch) continue;
          events.push({ kind: 'epoch', trial: document, epoch, metrics });
          told.epoch = epoch;
        }
        if (!leg.result || index < told.legs) continue;
        told.legs = index + 1;
        if (isEnd(leg.result, trial, index)) events.push({ kind: 'end', trial: document });
      }
      return events;
    });
  }
}

/** Of a leg that runs, the newest one is known at most. */
function reportsOf(leg: Leg, progress: View['progress']): readonly Report[] {
  if (!leg.result) return [progress.get(leg.assigned.leg)?.report ?? []].flat();
  return countedLegs([leg]).flatMap(({ result }) => result.reports);
}

function isEnd({ status }: Result, trial: Trial, leg: number): boolean {
  return status === 'completed' || status === 'stopped' || (trial.status === 'failed' && leg === trial.legs.length - 1);
}
