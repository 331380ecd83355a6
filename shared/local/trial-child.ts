import { callMark } from './call-marks.js';

/**
 * Main module of a process that trains trials: calls the handler of a function's module for each message, as AWS Lambda
 * calls a function for each event. Arguments: the URL of the module that exports `handler`.
 */
interface Call {
  readonly id: number;
  readonly event: unknown;
  /** Milliseconds that the call may take; null without end. */
  readonly limit: number | null;
}

/** A standard stream with its handle, as Node.js has it. */
type Output = NodeJS.WriteStream & { readonly _handle?: { setBlocking?(isBlocking: boolean): void } };

// Ctrl-C reaches the whole group of processes, but it is the parent who ends a run, in order.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
process.on('disconnect', () => process.exit(1));

// What was printed has left the process when it exits: pipes that are full would hold it back otherwise. Node.js has no public way.
const outputs: Output[] = [process.stdout, process.stderr];
for (const output of outputs) output._handle?.setBlocking?.(true);

process.setSourceMapsEnabled(true);
const { handler } = await import(process.argv[2] as string);

let current: number | undefined;
// What a trial throws outside of its promise, as in a timer, ends the process: say so first.
process.on('uncaughtException', (error) => {
  process.send?.({ id: current, error: describe(error), ending: true, memory: 0 }, () => process.exit(1));
});

process.on('message', async ({ id, event, limit }: Call) => {
  current = id;
  for (const output of outputs) output.write(callMark(id));
  const end = limit === null ? Number.POSITIVE_INFINITY : Date.now() + limit;
  const outcome = await call(event, () => end - Date.now());
  process.send?.({ id, ...outcome, memory: process.memoryUsage.rss() });
});

async function call(event: unknown, getRemainingTimeInMillis: () => number): Promise<object> {
  try {
    return { value: await handler(event, { getRemainingTimeInMillis }) };
  } catch (error) {
    return { error: describe(error) };
  }
}

function describe(error: unknown): object {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return { name: String(name), message, stack };
}
