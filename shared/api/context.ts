import { errorCodeOf, StepladderError } from '../errors.js';
import type { Store } from '../store/store.js';
import type { StudyLog } from '../study/log.js';
import type { StudyLogs } from '../study/logs.js';
import type { Executions } from './executions.js';
import type { Checkpoints, OfferedTuning, Runner, Schedules } from './ports.js';

/** What the API works with. */
export interface ApiOptions {
  readonly store: Store;
  /** Deletes a study, which nobody runs meanwhile. @throws StudyRunning if somebody does by now */
  readonly remove: (study: string) => Promise<void>;
  readonly runner: Runner;
  readonly schedules: Schedules;
  readonly checkpoints: Checkpoints;
  /** The tunings that studies can be started from, by name. */
  readonly tunings: Readonly<Record<string, OfferedTuning>>;
  /** Slots that a study may have. */
  readonly mostSlots: number;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Takes what broke, of which a client learns nothing. */
  readonly logError: (error: unknown) => void;
}

/** What the routes share. */
export interface Context extends Omit<ApiOptions, 'runner' | 'logError'> {
  readonly logs: StudyLogs;
  readonly executions: Executions;
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
export function tuningNamed({ tunings }: Context, name: string): OfferedTuning {
  const tuning = Object.hasOwn(tunings, name) ? tunings[name] : undefined;
  if (tuning) return tuning;
  const names = Object.keys(tunings).join(', ');
  const advice = names === '' ? '`stepladder ui MODULE` offers one' : `Choose one of: ${names}`;
  throw new StepladderError('UnknownTuning', `There is no tuning '${name}' here. ${advice}`);
}

/** @throws InvalidRequest */
export function checkSlots({ mostSlots }: Context, slots: number | undefined): void {
  if (slots === undefined || slots <= mostSlots) return;
  throw new StepladderError('InvalidRequest', `slots: a study may have ${mostSlots} here, not ${slots}`);
}
