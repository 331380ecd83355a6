import { StepladderError } from '../errors.js';

export interface ListOptions {
  /** Only keys that come after this one in the order of code units. */
  readonly after?: string;
}

/**
 * Where records and checkpoints live: a flat map from keys to bytes, after S3. Keys are folders and a name, joined by `/`;
 * each part consists of up to 255 letters, digits, `.`, `_` and `-` and is neither `.` nor `..`. No key may be a folder of
 * another: a directory could not hold both.
 *
 * Every implementation answers `create`, `get` and `list` from the latest write that has ended (S3 is strongly consistent),
 * and shows no object that is written only in part, whenever its writer dies. All methods throw InvalidKey for a malformed
 * key and StoreUnavailable, which a later call may not meet, if the place itself fails.
 */
export interface Store {
  /** Whether each call is a request over a network, so that fewer of them are better. @default false */
  readonly isRemote?: boolean;
  /** Writes an object unless the key is taken; of any number of callers at once exactly one gets true. */
  create(key: string, body: Uint8Array): Promise<boolean>;
  /** The object, or undefined. */
  get(key: string): Promise<Uint8Array | undefined>;
  /** Writes an object, over an older one if there is one. */
  put(key: string, body: Uint8Array): Promise<void>;
  /** All keys that begin with `prefix`, in the order of code units. */
  list(prefix: string, options?: ListOptions): Promise<string[]>;
  /**
   * The names directly below a folder (`studies/`, or '' for the top), folders and objects alike, in the order of code
   * units. A folder is there while an object is in it.
   */
  children(folder: string): Promise<string[]>;
  /** Deletes an object if there is one. */
  remove(key: string): Promise<void>;
}

const part = '(?!\\.{1,2}(?:/|$))[A-Za-z0-9._-]{1,255}';
const partPattern = new RegExp(`^${part}$`);
const keyPattern = new RegExp(`^${part}(?:/${part})*$`);
const prefixPattern = new RegExp(`^(?:${part}/)*[A-Za-z0-9._-]{0,255}$`);

/** @throws InvalidKey if the key could mean anything outside the store. */
export function checkKey(key: string): void {
  if (key.length <= 512 && keyPattern.test(key)) return;
  throw new StepladderError('InvalidKey', `${JSON.stringify(key)} is not a key of a store`);
}

/** @throws InvalidKey */
export function checkPrefix(prefix: string): void {
  if (prefix.length <= 512 && prefixPattern.test(prefix) && !/(?:^|\/)\.{1,2}$/.test(prefix)) return;
  throw new StepladderError('InvalidKey', `${JSON.stringify(prefix)} is not the beginning of a store's keys`);
}

/** @throws InvalidKey if it is not the whole name of a folder: `studies/`, or '' for the top. */
export function checkFolder(folder: string): void {
  checkPrefix(folder);
  if (folder === '' || folder.endsWith('/')) return;
  throw new StepladderError('InvalidKey', `${JSON.stringify(folder)} is not a folder of a store: it must end with /`);
}

/** Whether a key can have this part, so that it isn't a draft, nor a file that somebody else put there. */
export function isPart(name: string): boolean {
  return partPattern.test(name);
}
