import type { Values } from '../../../shared/space/parameter.js';
import type { TrialDocument } from '../../../shared/study/document.js';
import type { LegDocument } from '../../../shared/study/leg-document.js';

/** A trial with everything that a test doesn't care about filled in. */
export function trialWith(hyperparameters: Values, changes: Partial<TrialDocument> = {}): TrialDocument {
  return {
    ...{ number: 0, status: 'completed', hyperparameters, score: null, metrics: {} },
    ...{ epochs: 1, seconds: 1, legs: 1 },
    ...changes,
  };
}

/** A leg of the trial of the same number, which took a second from its number on. */
export function legWith(leg: number, changes: Partial<LegDocument> = {}): LegDocument {
  return {
    ...{ leg, trial: leg, run: 1, slot: 0, worker: false, status: 'completed', fromEpoch: 0, toEpoch: 1 },
    ...{ begun: 1000 * leg, ended: 1000 * (leg + 1), seconds: 1, score: null, metrics: {} },
    ...changes,
  };
}
