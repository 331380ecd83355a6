/**
 * What the receiver of an error should do: `input` – the caller gave something wrong and must change it; `trial` – this
 * trial fails and is not tried again; `retry` – the same call may succeed later; `bug` – records or code are broken.
 */
export type Disposition = 'input' | 'trial' | 'retry' | 'bug';

/** Every error code and what its receiver should do. Codes are stable: they appear in records, in `Retry` and `Catch`. */
export const errorCodes = {
  InvalidSpace: 'input',
  InvalidHyperparameter: 'input',
  UnknownHyperparameter: 'input',
  InactiveHyperparameter: 'input',
  HyperparameterChanged: 'input',
  NoHyperparameters: 'input',
  InvalidTuning: 'input',
  MissingDependency: 'input',
  TuningUnreadable: 'input',
  InvalidDefinition: 'input',
  InvalidName: 'input',
  InvalidKey: 'input',
  UnknownOracle: 'input',
  InvalidOracle: 'input',
  OracleUnreadable: 'input',
  StudyExists: 'input',
  StudyNotFound: 'input',
  StudyRunning: 'input',
  StudyNotRunning: 'input',
  TrialNotFound: 'input',
  NoScore: 'input',
  TooFewTrials: 'input',
  ScheduleExists: 'input',
  ScheduleNotFound: 'input',
  UnknownTuning: 'input',
  CloudRefused: 'input',
  CloudUnavailable: 'retry',
  InvalidRequest: 'input',
  MissingMetric: 'trial',
  NotFiniteMetric: 'trial',
  InvalidModel: 'trial',
  ModelTooLarge: 'trial',
  TrialFailed: 'trial',
  Fatal: 'trial',
  CorruptRecord: 'bug',
  StoreUnavailable: 'retry',
  Interrupted: 'retry',
} as const satisfies Record<string, Disposition>;

export type ErrorCode = keyof typeof errorCodes;

/**
 * The one error class of Stepladder. `name` equals `code`, since AWS Lambda reports an error's name as its `errorType`,
 * which a state machine's `Retry` and `Catch` match.
 */
export class StepladderError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.name = code;
  }

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
