import { StepladderError } from '../errors.js';
import type { Definition } from '../study/records.js';

const prefix = 'program:';

/** What records have for a trial function where a program trains itself. @param name of what it tunes */
export function programFunction(name: string): string {
  return prefix + name;
}

/** @throws InvalidRequest if a study tunes an object of a program, which nobody else has. */
export function checkModule({ study, trialFunction }: Definition): void {
  if (!trialFunction.startsWith(prefix)) return;
  throw new StepladderError(
    'InvalidRequest',
    `Study '${study}' tunes an object of a program: run that program again, whose search goes on with it`,
  );
}
