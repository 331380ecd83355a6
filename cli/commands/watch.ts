import { follow } from '../follow.js';
import type { ShowFlags } from '../options.js';
import { placeOf } from '../place.js';

/** `stepladder watch <study>`: shows a study that a deployment or another process runs, until its run has ended. */
export async function watchCommand(study: string, flags: ShowFlags): Promise<number> {
  return follow(await placeOf(flags), { study, run: 1, isNew: false, json: flags.json ?? false });
}
