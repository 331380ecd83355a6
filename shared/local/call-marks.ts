/**
 * Where a call's output begins, in the output itself: replies come by another way than what is printed, so that the end of
 * what a call prints may be read only after the next one has begun.
 */

/** What a trial's process writes to both of its streams before a call, on a line's end. @param id of the call */
export const callMark = (id: number) => `\u0000stepladder call ${id}\u0000\n`;

// biome-ignore lint/suspicious/noControlCharactersInRegex: nobody else prints them
const marked = /\u0000stepladder call (\d+)\u0000$/;

/** A line that was read: what was printed of it, and the call that begins after it. */
export interface ReadLine {
  /** Undefined where there is only a mark. */
  readonly text: string | undefined;
  readonly begins?: number;
}

/** Tells what was printed from marks. */
export function readLine(line: string): ReadLine {
  const [mark, id] = marked.exec(line) ?? [];
  if (mark === undefined) return { text: line };
  return { text: line.slice(0, -mark.length) || undefined, begins: Number(id) };
}
