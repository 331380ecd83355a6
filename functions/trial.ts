import { z } from 'zod';
import { StepladderError } from '../shared/errors.js';
import { DirectoryStore } from '../shared/store/directory.js';
import type { Store } from '../shared/store/store.js';
import { describeTuning } from '../shared/training/describe.js';
import { trainLeg } from '../shared/training/leg.js';
import { loadTuning, tuningNameOf } from '../shared/training/load-tuning.js';
import type { Tuning } from '../shared/training/tuning.js';

const eventSchema = z.discriminatedUnion('op', [
  z.object({ op: z.literal('describe') }),
  z.object({ op: z.literal('train'), study: z.string(), leg: z.number() }),
]);

/** What AWS Lambda, and a trial's process on a laptop, tell of the time that is left. */
export interface TrialContext {
  getRemainingTimeInMillis(): number;
}

/** The trial function: describes the tuning, and trains one leg a call. It answers with references, never with data. */
export async function handler(input: unknown, context: TrialContext): Promise<object> {
  const event = parse(input);
  const file = environment('STEPLADDER_TUNING');
  loaded ??= loadTuning(file);
  const tuning = await loaded;
  if (event.op === 'describe') return describeTuning(tuning, tuningNameOf(file));
  const { study, leg } = event;
  await trainLeg(store(), tuning, { study, leg, deadline: Date.now() + context.getRemainingTimeInMillis() });
  return { leg };
}

let loaded: Promise<Tuning> | undefined;
let opened: Store | undefined;

function store(): Store {
  opened ??= new DirectoryStore(environment('STEPLADDER_STORE'));
  return opened;
}

function environment(name: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new StepladderError('InvalidRequest', `The environment variable ${name} is not set`);
}

function parse(input: unknown): z.infer<typeof eventSchema> {
  const parsed = eventSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new StepladderError(
    'InvalidRequest',
    `The trial function cannot read the request: ${z.prettifyError(parsed.error)}`,
  );
}
