import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';
import { isSigned, keys } from './signature.js';

/** An application as Hono makes it. */
interface App {
  fetch(request: Request): Response | Promise<Response>;
}

/** What the server does with a request instead of handing it on: an answer, or the end of the connection. */
export type Fault = Response | 'cut';

/** An API behind a server that refuses unsigned requests, as API Gateway does, at a URL with a path. */
export class ServedApi {
  /** `METHOD path?query` of all requests, below the API's path. */
  readonly requests: string[] = [];
  /** Met by the next requests, one each. */
  readonly faults: Fault[] = [];
  readonly #app: App;
  readonly #objects = new Map<string, Uint8Array>();
  readonly #server = createServer((request, response) => {
    this.#serve(request, response).catch((error: Error) => response.writeHead(500).end(String(error.stack)));
  });

  private constructor(app: App) {
    this.#app = app;
  }

  static async start(app: App): Promise<ServedApi> {
    const api = new ServedApi(app);
    await new Promise<void>((resolve) => api.#server.listen(0, '127.0.0.1', resolve));
    afterAll(() => api.#server.close());
    return api;
  }

  get #origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** For `--cloud`. */
  get url(): string {
    return `${this.#origin}${base}`;
  }

  /** Where an object can be fetched without credentials, and with none. */
  presign(key: string, bytes: Uint8Array): string {
    this.#objects.set(`/objects/${key}`, bytes);
    return `${this.#origin}/objects/${key}?X-Amz-Signature=0`;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const url = request.url ?? '';
    const isObject = url.startsWith('/objects/');
    this.requests.push(`${request.method} ${isObject ? url : url.slice(base.length)}`);
    const fault = this.faults.shift();
    if (fault === 'cut') return void request.socket.destroy();
    const answer = fault ?? (isObject ? this.#object(request) : await this.#api(request, body));
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  }

  /** S3 refuses a request that is signed in two ways. */
  #object({ url = '', headers }: IncomingMessage): Response {
    const isClean = !Object.keys(headers).some((name) => name === 'authorization' || name.startsWith('x-amz-'));
    const bytes = this.#objects.get(url.split('?')[0] as string);
    return new Response(isClean && bytes ? Buffer.from(bytes) : null, { status: isClean ? (bytes ? 200 : 404) : 400 });
  }

  async #api(request: IncomingMessage, body: Buffer): Promise<Response> {
    if (!isSigned(request, body)) return Response.json({ message: 'Forbidden' }, { status: 403 });
    const { method = 'GET', url = '', headers } = request;
    return this.#app.fetch(
      new Request(`http://api${url.slice(base.length)}`, {
        method,
        headers: { 'content-type': headers['content-type'] ?? '' },
        ...(body.length > 0 && { body: new Uint8Array(body) }),
      }),
    );
  }
}

/** As an emulator of AWS has it. */
const base = '/_aws/execute-api/abc123/$default';

/** Environment of a command line that may use the API. */
export const environment = {
  AWS_ACCESS_KEY_ID: keys.id,
  AWS_SECRET_ACCESS_KEY: keys.secret,
  AWS_SESSION_TOKEN: '',
  AWS_REGION: keys.region,
};
