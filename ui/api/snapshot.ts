import type { Source } from './source.js';

/** What asks for a part of a list, of which a snapshot has the whole. */
const partial = ['after', 'limit', 'progress'];

/** The answers that a report holds, each as its text until it is asked for: of a trial, one is looked at, not thousands. */
export class Snapshot implements Source {
  readonly isLive = false;
  readonly #answers = new Map<string, { readonly status: number; readonly text: string }>();

  /** @param lines an answer each: path, status and JSON, with tabs between them */
  constructor(lines: string) {
    for (const line of lines.split('\n')) {
      const [path = '', status = ''] = line.split('\t', 2);
      const text = line.slice(path.length + status.length + 2);
      this.#answers.set(keyOf(path), { status: Number(status), text });
    }
  }

  /** @param packed such lines, compressed by gzip, in base64 */
  static async unpack(packed: string): Promise<Snapshot> {
    const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
    const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Snapshot(await new Response(unpacked).text());
  }

  async answer(path: string): Promise<Response> {
    const { status, text } = this.#answers.get(keyOf(path)) ?? absent(path);
    return new Response(text, { status });
  }
}

/** What a path asks for, whatever the order of its query. */
function keyOf(path: string): string {
  const [place, query] = path.split('?');
  const search = new URLSearchParams(query);
  for (const name of partial) search.delete(name);
  search.sort();
  return `${place}?${search}`;
}

function absent(path: string) {
  return { status: 404, text: JSON.stringify({ code: 'NotInReport', detail: `The report does not have ${path}` }) };
}
