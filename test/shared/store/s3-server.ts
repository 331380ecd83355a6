import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server does about a request, instead of or after taking it for good. */
export type Answer = (response: ServerResponse) => void;

export const ok =
  (body = ''): Answer =>
  (response) =>
    response.writeHead(200).end(body);

/** An error as S3 words it. */
export const error =
  (status: number, code: string, message = 'as the script says'): Answer =>
  (response) =>
    response
      .writeHead(status, { 'content-type': 'application/xml' })
      .end(`<Error><Code>${code}</Code><Message>${message}</Message></Error>`);

/** An answer that is not S3's. */
export const stranger =
  (status: number, body: string): Answer =>
  (response) =>
    response.writeHead(status, { 'content-type': 'text/html' }).end(body);

/** The connection ends without an answer. */
export const lost: Answer = (response) => response.destroy();

/** No answer ever comes. */
export const silence: Answer = () => {};

/** The answer breaks off. */
export const cut =
  (body: string): Answer =>
  (response) => {
    response.writeHead(200, { 'content-length': body.length + 10 });
    response.write(body, () => response.destroy());
  };

/** A server in S3's place, which answers as a script says, one answer a request; past its end it refuses. */
export class S3Server {
  /** Method, path and precondition of every request so far. */
  readonly requests: string[] = [];
  /** The answers to come. */
  script: Answer[] = [];
  readonly #server = createServer((request, response) => this.#serve(request, response));

  /** @returns the server's address */
  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    const precondition = request.headers['if-none-match'];
    this.requests.push([request.method, pathname, ...(precondition ? [precondition] : [])].join(' '));
    const answer = this.script.shift() ?? error(418, 'EndOfScript');
    request.resume().on('end', () => answer(response));
  }
}
