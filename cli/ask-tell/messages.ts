import * as z from 'zod';
import { StepladderError } from '../../shared/errors.js';
import { budgetSchema, objectiveSchema, settingsSchema } from '../../shared/study/records.js';

/** Begins a study in this process; one that was begun before is forgotten, with its pending trials. */
const createSchema = z.strictObject({
  op: z.literal('create'),
  /** Checked by `parseSpace`, whose faults name the hyperparameter. */
  space: z.unknown(),
  objective: objectiveSchema,
  /** @default one drawn by chance */
  seed: settingsSchema.shape.seed.optional(),
  enqueue: settingsSchema.shape.enqueue,
  /** Trials begun, failed ones too. @default as many as are asked for */
  maxTrials: budgetSchema.shape.trials,
  /** Epochs of a whole training, for trials that tell their score after each epoch. */
  maxEpochs: settingsSchema.shape.epochs.optional(),
  /** Of oracles that spend epochs. */
  options: settingsSchema.shape.options,
  earlyStopping: settingsSchema.shape.earlyStopping,
});
export type Create = z.infer<typeof createSchema>;

const askSchema = z.strictObject({ op: z.literal('ask') });

const finite = z.number({ error: 'is not a finite number. Of a trial that has none, tell why it failed' });

const tellSchema = z
  .strictObject({
    op: z.literal('tell'),
    trial: z.string(),
    /** Counted from 1. @default the last one of what the trial was handed out for */
    epoch: settingsSchema.shape.epochs.optional(),
    score: finite.optional(),
    /** With several objectives, each by its name. */
    metrics: z.record(z.string(), finite).optional(),
    /** Why the trial has no score. */
    failed: z.string().optional(),
  })
  .refine(
    ({ score, metrics, failed }) => [score, metrics, failed].filter((each) => each !== undefined).length === 1,
    'tell either a score or failed; with several objectives, metrics or failed',
  )
  .refine(
    ({ epoch, failed }) => epoch === undefined || failed === undefined,
    'failed is told of a trial, not an epoch',
  );
export type Tell = z.infer<typeof tellSchema>;

const messageSchema = z.discriminatedUnion('op', [createSchema, askSchema, tellSchema], {
  error: "expected an object whose op is 'create', 'ask' or 'tell'",
});
export type Message = z.infer<typeof messageSchema>;

/** @throws InvalidRequest if the line is not JSON, or not a message. */
export function parseMessage(line: string): Message {
  const parsed = messageSchema.safeParse(parseJson(line));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) =>
    path.length > 0 ? `${path.join('.')}: ${message}` : message,
  );
  throw new StepladderError('InvalidRequest', `The message is not valid: ${faults.join('; ')}`);
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    // What other languages write for a score that is not finite is no JSON.
    const hint = /\b(?:NaN|Infinity)\b/.test(line)
      ? '. JSON has neither NaN nor Infinity: tell why the trial failed'
      : '';
    throw new StepladderError('InvalidRequest', `The line is not JSON: ${(cause as Error).message}${hint}`, { cause });
  }
}
