import { type Random, randomFor } from '../../shared/math/random.js';
import type { Condition, Parameter, Sampling, Value, Values } from '../../shared/space/parameter.js';

type When = { readonly when?: Condition[] };

export function float(
  name: string,
  min: number,
  max: number,
  sampling: Sampling = 'linear',
  more: When = {},
): Parameter {
  return { name, kind: 'float', min, max, sampling, ...more };
}

export function int(name: string, min: number, max: number, sampling: Sampling = 'linear', more: When = {}): Parameter {
  return { name, kind: 'int', min, max, sampling, ...more };
}

export function choice(name: string, ...values: string[]): Parameter {
  return { name, kind: 'choice', values };
}

export function boolean(name: string): Parameter {
  return { name, kind: 'boolean' };
}

/** That a parameter is active only while its parent has one of these values. */
export function given(parameter: string, ...values: Value[]): When {
  return { when: [{ parameter, in: values }] };
}

/** The value of an active parameter that is a number. */
export function numberOf(values: Values, name: string): number {
  return values[name] as number;
}

/** `count` standard normal numbers (Box and Muller 1958). */
export function normals(random: Random, count: number): number[] {
  return Array.from({ length: count }, () => {
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    return radius * Math.cos(2 * Math.PI * random());
  });
}

/** The random stream of a part of a problem or curve, fixed for ever. */
export function fixedRandom(name: string, part: string): Random {
  return randomFor('bench', name, part);
}
