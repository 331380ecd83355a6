import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { messageOf, StepladderError } from '../errors.js';
import { checkKey, checkPrefix, type ListOptions, type Store } from './store.js';

/** Unfinished files begin with this; no key can, since `~` is not a letter of keys. */
const draftMark = '~';

/**
 * A store on a directory of one machine. An object is written to a draft file, flushed to the disk, and only then given its
 * name: by a hard link, which fails if the name is taken (`create`), or by renaming (`put`). So a crash at any moment, of
 * the process or the machine, leaves whole objects and at worst a draft, which nobody reads.
 */
export class DirectoryStore implements Store {
  readonly root: string;

  /** @param root the directory; it is made when the first object is written. */
  constructor(root: string) {
    this.root = root;
  }

  async create(key: string, body: Uint8Array): Promise<boolean> {
    const path = this.#path(key);
    const draft = await this.#draft(path, body);
    try {
      await link(draft, path);
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      throw unavailable(`cannot create ${path}`, error);
    } finally {
      await unlink(draft);
    }
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    const path = this.#path(key);
    try {
      return await readFile(path);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw unavailable(`cannot read ${path}`, error);
    }
  }

  async put(key: string, body: Uint8Array): Promise<void> {
    const path = this.#path(key);
    const draft = await this.#draft(path, body);
    try {
      await rename(draft, path);
    } catch (error) {
      await unlink(draft);
      throw unavailable(`cannot write ${path}`, error);
    }
  }

  async list(prefix: string, { after = '' }: ListOptions = {}): Promise<string[]> {
    checkPrefix(prefix);
    const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
    const keys = await this.#filesBelow(folder);
    return keys.filter((key) => key.startsWith(prefix) && key > after).sort();
  }

  async children(folder: string): Promise<string[]> {
    checkPrefix(folder);
    const entries = await this.#entries(folder);
    return entries.map(({ name }) => name).sort();
  }

  async remove(key: string): Promise<void> {
    const path = this.#path(key);
    try {
      await unlink(path);
    } catch (error) {
      if (!isMissing(error)) throw unavailable(`cannot remove ${path}`, error);
    }
  }

  #path(key: string): string {
    checkKey(key);
    return join(this.root, key);
  }

  async #draft(path: string, body: Uint8Array): Promise<string> {
    const draft = join(dirname(path), `${draftMark}${randomUUID()}`);
    try {
      const file = await open(draft, 'wx').catch(async (error) => {
        if (!isMissing(error)) throw error;
        await mkdir(dirname(path), { recursive: true });
        return open(draft, 'wx');
      });
      try {
        await file.writeFile(body);
        await file.datasync();
      } finally {
        await file.close();
      }
      return draft;
    } catch (error) {
      throw unavailable(`cannot write in ${dirname(path)}`, error);
    }
  }

  async #filesBelow(folder: string): Promise<string[]> {
    const entries = await this.#entries(folder);
    const nested = await Promise.all(
      entries.map((entry) =>
        entry.isDirectory() ? this.#filesBelow(`${folder}${entry.name}/`) : [`${folder}${entry.name}`],
      ),
    );
    return nested.flat();
  }

  async #entries(folder: string) {
    try {
      const entries = await readdir(join(this.root, folder), { withFileTypes: true });
      return entries.filter(({ name }) => !name.startsWith(draftMark));
    } catch (error) {
      if (isMissing(error)) return [];
      throw unavailable(`cannot list ${join(this.root, folder)}`, error);
    }
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

/** ENOTDIR: a part of the path is a file, so there is nothing below it. */
function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR';
}

function unavailable(what: string, cause: unknown): StepladderError {
  return new StepladderError('StoreUnavailable', `The store ${what}: ${messageOf(cause)}`, { cause });
}
