import type { AddressInfo } from 'node:net';
import { type HttpBindings, type ServerType, serve } from '@hono/node-server';
import { Hono } from 'hono';
import { StepladderError } from '../../shared/errors.js';
import { loopbackOnly } from './guard.js';
import { type PageFile, readPageFiles } from './page-files.js';

/** Where the page finds the API. */
const apiPath = '/api';

/** A page that is being served. */
export interface ServedPage {
  readonly url: string;
  close(): Promise<void>;
}

export interface PageOptions {
  /** The HTTP API, answering at its root. */
  readonly api: Hono;
  /** The folder of the built page. */
  readonly folder: URL;
  /** 0 for any port that is free. */
  readonly port: number;
}

/**
 * Serves the page, and the API below `/api`, on this machine alone.
 *
 * @throws InvalidRequest if something else listens at the port.
 */
export async function servePage({ api, folder, port }: PageOptions): Promise<ServedPage> {
  const files = await readPageFiles(folder);
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(loopbackOnly());
  app.mount(apiPath, api.fetch);
  app.get('*', (c) => {
    const file = files.get(c.req.path);
    return file ? answerWith(file) : c.text(`There is no ${c.req.path}`, 404);
  });
  const server = await listen(app, port);
  const { port: actual } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${actual}/`, close: () => closeServer(server) };
}

function answerWith({ type, bytes }: PageFile): Response {
  return new Response(bytes, { headers: { 'content-type': type, 'cache-control': 'no-cache' } });
}

function listen(app: Hono<{ Bindings: HttpBindings }>, port: number): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port }, () => resolve(server));
    server.once('error', (cause: Error) => {
      reject(new StepladderError('InvalidRequest', `The page cannot be served: ${cause.message}`, { cause }));
    });
  });
}

function closeServer(server: ServerType): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  if ('closeAllConnections' in server) server.closeAllConnections();
  return closed;
}
