import { StepladderError } from '../shared/errors.js';

/** @throws InvalidRequest if the variable is not set: whoever started the process must. */
export function environment(name: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new StepladderError('InvalidRequest', `The environment variable ${name} is not set`);
}
