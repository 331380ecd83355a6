import { type TrialDocument, trialDocument } from '../shared/study/document.js';
import type { Metrics } from '../shared/study/records.js';
import type { Trial } from '../shared/study/trial.js';
import type { View } from '../shared/study/watch-study.js';

/** What happened to a trial between two looks at its study. */
export type TrialEvent =
  | { readonly kind: 'begin'; readonly trial: TrialDocument }
  | { readonly kind: 'end'; readonly trial: TrialDocument }
  | { readonly kind: 'epoch'; readonly trial: TrialDocument; readonly epoch: number; readonly metrics: Metrics };

/**
 * Turns looks at a study into what happened since the last one: each trial begins once, each of its epochs ends once, and it
 * ends once each time that it has trained as far as it was told to. What was there at the first look is no news.
 */
export class TrialEvents {
  /** By trial: epochs told, and legs that had ended when its end was told. */
  readonly #told = new Map<number, { epoch: number; ends: number }>();

  /** @param known the study's trials before the search. */
  constructor(known: readonly Trial[]) {
    for (const trial of known) this.#told.set(trial.number, { epoch: trial.epochs, ends: endsOf(trial) });
  }

  since({ study, progress }: View): TrialEvent[] {
    return study.trials.flatMap((trial) => {
      const document = trialDocument(trial);
      const before = this.#told.get(trial.number);
      const events: TrialEvent[] = before ? [] : [{ kind: 'begin', trial: document }];
      const told = before ?? { epoch: trial.begunFrom, ends: 0 };
      const running = trial.legs.flatMap(({ assigned }) => progress.get(assigned.leg)?.report ?? []);
      for (const { epoch, metrics } of [...trial.reports, ...running]) {
        if (epoch <= told.epoch) continue;
        events.push({ kind: 'epoch', trial: document, epoch, metrics });
        told.epoch = epoch;
      }
      if (endsOf(trial) > told.ends) events.push({ kind: 'end', trial: document });
      this.#told.set(trial.number, { ...told, ends: endsOf(trial) });
      return events;
    });
  }
}

/** Legs that had ended when the trial was with nobody; 0 while it trains, or waits to go on. */
function endsOf({ status, legs }: Trial): number {
  return status === 'completed' || status === 'failed' ? legs.length : 0;
}
