import { StepladderError } from '../../errors.js';

/** Where a number is searched: from 0 (a number of layers from 1) to it, between the two of a pair, or, null or 0, not at all. */
export type SearchRange = number | readonly [min: number, max: number] | null;

export interface Range {
  readonly min: number;
  readonly max: number;
}

/**
 * The range of a transform's factor; undefined where it is off.
 *
 * @throws InvalidTuning unless 0 <= min <= max <= 1.
 */
export function factorRange(option: string, given: SearchRange): Range | undefined {
  if (!given) return undefined;
  const [min, max] = typeof given === 'number' ? [0, given] : given;
  if (0 <= min && min <= max && max <= 1) return { min, max };
  throw refused(option, given, 'a number in [0, 1], a pair [min, max] of such, or null');
}

/**
 * The range of the number of layers, which is at least 1 where it is given by one number; undefined for none of RandAugment.
 *
 * @throws InvalidTuning unless these are whole numbers with 0 <= min <= max, and max >= 1.
 */
export function layersRange(option: string, given: SearchRange): Range | undefined {
  if (!given) return undefined;
  const [min, max] = typeof given === 'number' ? [1, given] : given;
  if (Number.isSafeInteger(min) && Number.isSafeInteger(max) && 0 <= min && min <= max && max >= 1) return { min, max };
  throw refused(option, given, 'a whole number, a pair [min, max] of such, or null');
}

function refused(option: string, given: SearchRange, expected: string): StepladderError {
  return new StepladderError('InvalidTuning', `${option} is ${JSON.stringify(given)}; it may be ${expected}`);
}
