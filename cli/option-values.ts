import { InvalidArgumentError } from 'commander';

/** Parses a whole number of a range. */
export function whole(min: number, max = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isSafeInteger(value) && value >= min && value <= max) return value;
    const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
    throw new InvalidArgumentError(`It must be a whole number ${range}.`);
  };
}

/** Parses a number of at least `min`. */
export function atLeast(min: number): (text: string) => number {
  return (text) => {
    const value = real(text);
    if (value >= min) return value;
    throw new InvalidArgumentError(`It must be at least ${min}.`);
  };
}

/** Parses a number greater than 0. */
export function positive(text: string): number {
  const value = real(text);
  if (value > 0) return value;
  throw new InvalidArgumentError('It must be greater than 0.');
}

/** Parses a finite number. */
export function real(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('It must be a number.');
}
