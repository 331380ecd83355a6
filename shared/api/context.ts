import { errorCodeOf, StepladderError } from '../errors.js';
import type { Store } from '../store/store.js';
import type { StudyLog } from '../study/log.js';
import type { StudyLogs } from '../study/logs.js';
import type { Executions } from './executions.js';
import type { Checkpoints, DeployedTuning, Schedules } from './ports.js';

/** What the routes share. */
export interface Context {
  readonly store: Store;
  readonly logs: StudyLogs;
  readonly executions: Executions;
  readonly schedules: Schedules;
  readonly checkpoints: Checkpoints;
  readonly tunings: Readonly<Record<string, DeployedTuning>>;
  /** Slots that a study may have. */
  readonly mostSlots: number;
  readonly clock: () => number;
}

/** Works with a study as its records say it is now. @throws StudyNotFound, and what `work` throws. */
export function withStudy<T>({ logs }: Context, study: string, work: (log: StudyLog) => Promise<T> | T): Promise<T> {
  return logs.use(study, undefined, async (log) => {
    await log.refresh();
    return work(log);
  });
}

/**
 * The same, for what a study that is just starting cannot take yet.
 *
 * @param code of the refusal where it is just starting.
 */
export async function withStartedStudy<T>(
  context: Context,
  study: string,
  code: 'StudyRunning' | 'StudyNotRunning',
  work: (log: StudyLog) => Promise<T>,
): Promise<T> {
  try {
    return await withStudy(context, study, work);
  } catch (error) {
    if (errorCodeOf(error) !== 'StudyNotFound') throw error;
    if ((await context.executions.pending(study, 1, 0))?.status !== 'starting') throw error;
    throw new StepladderError(code, `Study '${study}' is just starting. Try again in a moment.`);
  }
}

/** @throws UnknownTuning */
export function tuningNamed({ tunings }: Context, name: string): DeployedTuning {
  const tuning = Object.hasOwn(tunings, name) ? tunings[name] : undefined;
  if (tuning) return tuning;
  const names = Object.keys(tunings).join(', ');
  throw new StepladderError('UnknownTuning', `There is no tuning '${name}' here. Choose one of: ${names}`);
}

/** @throws InvalidRequest */
export function checkSlots({ mostSlots }: Context, slots: number | undefined): void {
  if (slots === undefined || slots <= mostSlots) return;
  throw new StepladderError('InvalidRequest', `slots: a study may have ${mostSlots} here, not ${slots}`);
}
