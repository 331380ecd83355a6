import { printJson } from '../display/screen.js';
import type { ResumeFlags, StartFlags } from '../options.js';
import { placeOf } from '../place.js';

/** `stepladder run <tuning>`: starts a study and shows it until its end. */
export async function runCommand(tuning: string, flags: StartFlags): Promise<number> {
  return (await placeOf(flags)).run(tuning, flags);
}

/** `stepladder start <tuning>`: starts a study in a deployment and prints its name. */
export async function startCommand(tuning: string, flags: StartFlags): Promise<number> {
  const study = await (await placeOf(flags)).start(tuning, flags);
  if (flags.json) printJson({ study });
  else process.stdout.write(`${study}\n`);
  return 0;
}

/** `stepladder resume <study>`: goes on with a study where its records end. */
export async function resumeCommand(study: string, flags: ResumeFlags): Promise<number> {
  return (await placeOf(flags)).resume(study, flags);
}
