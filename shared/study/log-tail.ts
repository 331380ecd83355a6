import { stripVTControlCharacters } from 'node:util';

/** Bytes of UTF-8 that a leg's result keeps of what was printed, without the last line break. */
export const mostLogBytes = 4096;

/** Characters of lines as they were printed that are kept until somebody reads them: control sequences take some. */
const mostKept = 4 * mostLogBytes;

/** The last lines of what was printed, however much it was. */
export class LogTail {
  #lines: string[] = [];
  #kept = 0;

  addLine(line: string): void {
    const end = line.slice(-mostKept);
    this.#lines.push(end);
    this.#kept += end.length + 1;
    // Not at each line, so that a line costs the same however many there are.
    if (this.#kept > 2 * mostKept) this.#forget();
  }

  clear(): void {
    this.#lines = [];
    this.#kept = 0;
  }

  /** As many whole lines as fit, without what only terminals understand; of one that does not fit, its end. Empty if nothing was printed. */
  get text(): string {
    const lines: string[] = [];
    let size = -1;
    for (const line of this.#lines.toReversed().map(asSeen)) {
      size += Buffer.byteLength(line) + 1;
      if (size > mostLogBytes) {
        if (lines.length === 0) lines.push(endOf(line));
        break;
      }
      lines.push(line);
    }
    return lines
      .reverse()
      .join('\n')
      .replace(/^\n+|\s+$/g, '');
  }

  #forget(): void {
    let first = this.#lines.length;
    this.#kept = 0;
    while (first > 0 && this.#kept <= mostKept) this.#kept += (this.#lines[--first] as string).length + 1;
    this.#lines = this.#lines.slice(first);
  }
}

/** A line as a terminal would show it in the end: a carriage return begins it anew, as progress bars do. */
function asSeen(line: string): string {
  const text = stripVTControlCharacters(line).replace(/\r+$/, '');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  return text.slice(text.lastIndexOf('\r') + 1).replace(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/g, '');
}

/** What fits of a line that is too long; no character is cut in two. */
function endOf(line: string): string {
  const bytes = Buffer.from(line);
  let first = bytes.length - mostLogBytes + Buffer.byteLength('…');
  while (((bytes[first] ?? 0) & 0xc0) === 0x80) first++;
  return `…${bytes.subarray(first).toString('utf8')}`;
}
