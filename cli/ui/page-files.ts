import { readdir, readFile } from 'node:fs/promises';
import { extname } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
};

/** A file of the page. */
export interface PageFile {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The files of the built page, by their paths below the server. @param folder as a URL with a slash at its end. */
export async function readPageFiles(folder: URL): Promise<Map<string, PageFile>> {
  const files = new Map<string, PageFile>();
  for (const name of await readdir(folder)) {
    const type = types[extname(name)];
    if (type) files.set(`/${name}`, { type, bytes: new Uint8Array(await readFile(new URL(name, folder))) });
  }
  const index = files.get('/index.html');
  if (index) files.set('/', index);
  return files;
}
