/**
 * What the receiver of an error should do: `input` – the caller gave something wrong and must change it; `trial` – this
 * trial fails and is not tried again; `retry` – the same call may succeed later; `bug` – records or code are broken.
 */
export type Disposition = 'input' | 'trial' | 'retry' | 'bug';

/**
 * Every error code and what its receiver should do. Codes are stable: they appear in records, and in `Retry` and `Catch` of state
 * machines.
 */
export const errorCodes = {
  /** The search space contradicts itself, or a scope is async; the message names every fault. */
  InvalidSpace: 'input',
  /** A value is none that its hyperparameter can have. */
  InvalidHyperparameter: 'input',
  /** Code asks for a hyperparameter, or a parent of a scope, that was not declared. */
  UnknownHyperparameter: 'input',
  /** Code asks for the value of a hyperparameter whose conditions do not hold in this trial. */
  InactiveHyperparameter: 'input',
  /** A name is declared with another range than before, or than the tuning's `space` allows. */
  HyperparameterChanged: 'input',
  /** The tuning declares none: there is nothing to search. */
  NoHyperparameters: 'input',
  /** A tuning, its data or one of its parts has something missing, misspelt or contradictory. */
  InvalidTuning: 'input',
  /** An optional package is not installed; the message names it. */
  MissingDependency: 'input',
  /** The module of a tuning is not found, does not compile, or throws when it is loaded. */
  TuningUnreadable: 'input',
  /** Settings of a study are out of their range or contradict each other. */
  InvalidDefinition: 'input',
  /** A study or a schedule cannot be named so. */
  InvalidName: 'input',
  /** A key of a store has characters or a shape that keys cannot have. */
  InvalidKey: 'input',
  /** There is no oracle of that name. */
  UnknownOracle: 'input',
  /** What a module exports is no oracle. */
  InvalidOracle: 'input',
  /** The module of an oracle is not found, does not compile, or throws when it is loaded. */
  OracleUnreadable: 'input',
  /** A study of that name was created before. */
  StudyExists: 'input',
  /** There is no study of that name. */
  StudyNotFound: 'input',
  /** The study is running, or just starting: what was asked for must wait for its end. */
  StudyRunning: 'input',
  /** The study is not running: there is nothing to stop. */
  StudyNotRunning: 'input',
  /** A trial has the point that is to be enqueued, or it waits already. */
  PointKnown: 'input',
  /** The study has no trial of that number. */
  TrialNotFound: 'input',
  /** No trial of the study has a score yet. */
  NoScore: 'input',
  /** Too few trials have a score to say what was asked for; the message says how many it takes. */
  TooFewTrials: 'input',
  /** The search of a tuner ended with a study that failed; the message says why. */
  StudyFailed: 'input',
  /** A schedule of that name was created before. */
  ScheduleExists: 'input',
  /** There is no schedule of that name. */
  ScheduleNotFound: 'input',
  /** The deployment has no tuning of that name. */
  UnknownTuning: 'input',
  /** A deployment refused a request; the message says what to change. */
  CloudRefused: 'input',
  /** A deployment was not reached, or failed to answer. */
  CloudUnavailable: 'retry',
  /** A request, a flag or a line of ask-tell is not one that can be answered. */
  InvalidRequest: 'input',
  /** A trial reported no metric of the objective. */
  MissingMetric: 'trial',
  /** A trial reported NaN or an infinity for a metric of the objective. */
  NotFiniteMetric: 'trial',
  /** `build` returned no compiled model, or one that its weights do not fit. */
  InvalidModel: 'trial',
  /** A model has more weights than `maxModelSize` allows. */
  ModelTooLarge: 'trial',
  /** Throw it where a trial cannot succeed with its values: it fails, and is not tried again. */
  TrialFailed: 'trial',
  /** Throw it where no trial can succeed: the study fails with it. */
  Fatal: 'trial',
  /** A record is damaged, or one that others need is gone. */
  CorruptRecord: 'bug',
  /** A store was not reached, or refused to read or write. */
  StoreUnavailable: 'retry',
  /** A leg was ended from outside before it could report. */
  Interrupted: 'retry',
} as const satisfies Record<string, Disposition>;

/**
 * What went wrong: one of the names of {@link errorCodes}.
 *
 * @useDeclaredType
 */
export type ErrorCode = keyof typeof errorCodes;

/**
 * The one error class of Stepladder. `name` equals `code`, since AWS Lambda reports an error's name as its `errorType`,
 * which a state machine's `Retry` and `Catch` match.
 */
export class StepladderError extends Error {
  /** What went wrong; stable, for programs. */
  readonly code: ErrorCode;

  /**
   * An error to throw.
   *
   * @param code what went wrong, also the error's `name`.
   * @param message what was wrong, where, and what to do: for people, and not stable.
   * @param options `cause`: the error behind it.
   */
  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.name = code;
  }

  /** What the receiver should do. */
  get disposition(): Disposition {
    return errorCodes[this.code];
  }
}

/** Whether an error, here or from another process (so without its class), carries one of Stepladder's codes. */
export function errorCodeOf(error: unknown): ErrorCode | undefined {
  const name = error instanceof Error ? error.name : undefined;
  return name !== undefined && Object.hasOwn(errorCodes, name) ? (name as ErrorCode) : undefined;
}

/** The message of anything that was thrown: `throw 'text'` is legal in JavaScript too. */
export function messageOf(thrown: unknown): string {
  const { message } = (thrown ?? {}) as { message?: unknown };
  return String(message ?? thrown);
}
