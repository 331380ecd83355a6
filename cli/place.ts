import { resolve } from 'node:path';
import type { Life } from '../shared/cloud/life.js';
import type { Store } from '../shared/store/store.js';
import type { StudySummary } from '../shared/study/document.js';
import type { LegLog } from '../shared/study/leg-logs.js';
import type { EnqueueRequest } from '../shared/study/queue.js';
import type { PlaceFlags, ResumeFlags, StartFlags } from './options.js';

/** Where studies are, and what can be done with them there: a directory of this machine, or a deployment. */
export interface Place {
  /** What a further command needs to get here again. */
  readonly flags: string;
  /** The studies' records, to read. */
  readonly store: Store;
  /** Milliseconds between two looks at a study that others run. */
  readonly interval: number;
  /** Those with all of the tags, in the order of names. */
  list(tags: readonly string[]): Promise<StudySummary[]>;
  life(study: string): Promise<Life>;
  /** What was printed while the legs of a trial trained. @throws StudyNotFound, TrialNotFound */
  logs(study: string, trial: number): Promise<LegLog[]>;
  /** Starts a study and leaves it to itself. @returns its name. */
  start(tuning: string, flags: StartFlags): Promise<string>;
  /** Runs a study and shows it until its end. @returns the exit status. */
  run(tuning: string, flags: StartFlags): Promise<number>;
  /** Goes on with a study, and shows it until its end. @returns the exit status. */
  resume(study: string, flags: ResumeFlags): Promise<number>;
  /**
   * Has a study try points next. @returns how many wait now.
   *
   * @throws StudyNotFound, UnknownHyperparameter, InvalidHyperparameter, InactiveHyperparameter, PointKnown
   */
  enqueue(study: string, request: EnqueueRequest): Promise<number>;
  /** @throws StudyNotFound, StudyNotRunning */
  stop(study: string): Promise<void>;
  /** @throws StudyNotFound, StudyRunning */
  delete(study: string): Promise<void>;
  /** Gives up calls that are under way. */
  close(): void;
}

/** The place that the flags name. What it takes to work there is loaded only now. */
export async function placeOf({ store, cloud }: PlaceFlags): Promise<Place> {
  if (cloud !== undefined) {
    const [{ connect }, { Deployment }] = await Promise.all([
      import('../shared/cloud/connect.js'),
      import('./cloud/deployment.js'),
    ]);
    return new Deployment(connect(cloud));
  }
  const { Directory } = await import('./local/directory.js');
  return new Directory(resolve(store));
}
