import type { PlaceFlags } from '../options.js';
import { placeOf } from '../place.js';

/** `stepladder delete <study>`: deletes a study that is not running, its checkpoints too. */
export async function deleteCommand(study: string, flags: PlaceFlags): Promise<number> {
  await (await placeOf(flags)).delete(study);
  process.stdout.write(`Study '${study}' is deleted\n`);
  return 0;
}
