import type { PlaceFlags } from '../options.js';
import { placeOf } from '../place.js';

/** `stepladder stop <study>`: asks the run of a study, wherever it is, to stop. */
export async function stopCommand(study: string, flags: PlaceFlags): Promise<number> {
  await (await placeOf(flags)).stop(study);
  process.stdout.write(
    `Study '${study}' was asked to stop: models pause at the end of their epoch, evaluations finish\n`,
  );
  return 0;
}
