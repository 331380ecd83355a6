import { pipeline } from 'node:stream/promises';
import { errorCodeOf, messageOf } from '../../shared/errors.js';
import { ownOracle } from '../../shared/local/load-oracle.js';
import { linesOf } from '../ask-tell/lines.js';
import { AskTellSession } from '../ask-tell/session.js';
import { type DefinitionFlags, definitionOf } from '../options.js';

/**
 * `stepladder ask-tell --oracle <name>`: one JSON message a line on standard input, each answered by one on standard output,
 * until the input ends.
 */
export async function askTellCommand(flags: DefinitionFlags & { readonly oracle: string }): Promise<number> {
  const oracle = await ownOracle(flags.oracle);
  const session = new AskTellSession(oracle?.name ?? flags.oracle, definitionOf(flags));
  const answers = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const line of linesOf(chunks)) yield `${JSON.stringify(answer(session, line))}\n`;
  };
  try {
    await pipeline(process.stdin, answers, process.stdout, { end: false });
  } catch (error) {
    // Nobody reads on: that is an end as well.
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
  } finally {
    await oracle?.dispose();
  }
  return 0;
}

/** Whatever is wrong with a line is its answer, and the next one is read. */
function answer(session: AskTellSession, line: string): object {
  try {
    return session.handle(line);
  } catch (error) {
    const code = errorCodeOf(error);
    if (code === undefined) process.stderr.write(`stepladder: ${(error as Error).stack ?? messageOf(error)}\n`);
    return { error: { code: code ?? (error as Error).name ?? 'Error', message: messageOf(error) } };
  }
}
