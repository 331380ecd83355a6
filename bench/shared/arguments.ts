import { messageOf } from '../../shared/errors.js';

/** What a command line asks for; one that cannot be read ends the process, which says why, and what can be asked for. */
export function optionsOrExit<T>(parse: (args: readonly string[]) => T, usage: string): T {
  try {
    return parse(process.argv.slice(2));
  } catch (error) {
    console.error(`${messageOf(error)}\n${usage}`);
    process.exit(2);
  }
}

/**
 * Those of `all` that a list with commas names, in its order.
 *
 * @throws Error if there is none of a name.
 */
export function named<T extends { readonly name: string }>(what: string, all: readonly T[], list: string): T[] {
  return list.split(',').map((name) => {
    const found = all.find((each) => each.name === name);
    if (found) return found;
    throw new Error(`there is no ${what} '${name}', but ${all.map((each) => each.name).join(', ')}`);
  });
}

/** @throws Error unless the text is a whole number from 1 on. */
export function count(option: string, text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new Error(`--${option} takes a whole number from 1 on, not '${text}'`);
}
