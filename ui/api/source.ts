/** Where the page's documents come from. */
export interface Source {
  /** Whether it may answer otherwise later on, and can be told to do something. */
  readonly isLive: boolean;
  /** Answers a request as the HTTP API does. @param path below the API, with a query */
  answer(path: string, init: RequestInit): Promise<Response>;
}

/** The server that the page came from. */
const server: Source = { isLive: true, answer: (path, init) => fetch(`api${path}`, init) };

let current = server;

export function source(): Source {
  return current;
}

/** Has all documents come from somewhere else: before anything is shown. */
export function readFrom(other: Source): void {
  current = other;
}
