import type { Store } from '../shared/store/store.js';
import type { Settings } from '../shared/study/records.js';
import type { View } from '../shared/study/watch-study.js';
import type { Tuning } from '../shared/training/tuning.js';

/** What is tuned: a tuning of this program; or the path of a module that exports one, or its name in a deployment. */
export type Tuned = Tuning | string;

/** A study to start, or to go on with where there is one of that name. */
export interface SearchRequest {
  readonly study: string;
  readonly tuned: Tuned;
  /** Name of the oracle. @default the tuning's */
  readonly oracle: string | undefined;
  readonly settings: Partial<Settings>;
}

/** Where a tuner's studies are. */
export interface TunerPlace {
  /** The studies' records, to read. */
  readonly store: Store;
  /** @throws InvalidRequest if what is asked for cannot be done there */
  check(request: SearchRequest): void;
  /**
   * Runs a study until its run has ended, and shows it as it goes.
   *
   * @returns the number of the run.
   */
  run(request: SearchRequest, show: (view: View) => unknown): Promise<number>;
  /** Deletes a study, if there is one. */
  delete(study: string): Promise<void>;
}
