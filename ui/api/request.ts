import { source } from './source.js';

/** What the API refused, or why it could not be asked. */
export class Refusal extends Error {
  /** As the API names it, or `Unreachable`. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
  }
}

type Query = Readonly<Record<string, string | number | undefined>>;

/** Asks the API for a document. @param path below the API: `/studies`. @throws Refusal */
export function get<T>(path: string, query: Query = {}): Promise<T> {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  return request(given.length > 0 ? `${path}?${search}` : path, {});
}

/** Asks the API to do something. @throws Refusal */
export function post<T>(path: string, body: object): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  return request(path, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** Asks the API to delete something. @throws Refusal */
export async function remove(path: string): Promise<void> {
  await request(path, { method: 'DELETE' });
}

/** All pages of what the API lists, from the one after `query.after` on. @throws Refusal */
export async function* pages<T extends { readonly next?: string | number }>(
  path: string,
  query: Query,
): AsyncGenerator<T> {
  let after = query.after;
  do {
    const page: T = await get(path, { ...query, after });
    yield page;
    after = page.next;
  } while (after !== undefined);
}

/** @returns undefined where the answer is empty */
async function request(path: string, init: RequestInit) {
  const response = await source()
    .answer(path, init)
    .catch(() => {
      throw new Refusal('Unreachable', 'The server does not answer. Is `stepladder ui` still running?');
    });
  const text = await response.text();
  if (response.ok) return text === '' ? undefined : JSON.parse(text);
  throw refusalOf(text, response.statusText);
}

/** From a problem document of RFC 9457, or from plain text. */
function refusalOf(text: string, status: string): Refusal {
  try {
    const { code, detail } = JSON.parse(text) as { code: string; detail: string };
    return new Refusal(code, detail);
  } catch {
    return new Refusal('Refused', text || status);
  }
}
