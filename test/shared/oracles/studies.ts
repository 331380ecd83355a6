import { randomFor } from '../../../shared/math/random.js';
import type { Fit, Oracle, OracleStudy, OracleTrial } from '../../../shared/oracles/oracle.js';
import type { Values } from '../../../shared/space/parameter.js';
import { pointKey, type Space } from '../../../shared/space/space.js';

export const statuses = ['running', 'waiting', 'completed', 'failed'] as const;
export type Status = (typeof statuses)[number];

export function trialOf(number: number, values: Values, status: Status = 'completed', fit?: Fit): OracleTrial {
  const ended = status === 'completed' || status === 'waiting';
  return {
    number,
    status,
    values,
    point: pointKey(values),
    epochs: ended ? 1 : 0,
    ...(ended && { score: number / 7 }),
    fit,
  };
}

export function studyOf(space: Space, trials: readonly OracleTrial[] = []): OracleStudy {
  return { space, direction: 'min', epochs: 1, seed: 1, trials };
}

/** The values of the trials that an oracle suggests one after another until it says something else, or of the first few. */
export function suggestions(
  oracle: Oracle,
  space: Space,
  { seed = 1, most = 10_000, trials = [], status = () => 'completed' }: SimulationOptions = {},
): { points: Values[]; trials: OracleTrial[]; last: string } {
  const soFar = [...trials];
  const points: Values[] = [];
  while (points.length < most) {
    const study = studyOf(space, soFar);
    const suggestion = oracle.next(study, randomFor(seed, soFar.length));
    if (suggestion.kind !== 'trial') return { points, trials: soFar, last: suggestion.kind };
    points.push(suggestion.values);
    soFar.push(trialOf(soFar.length, suggestion.values, status(soFar.length), suggestion.fit));
  }
  return { points, trials: soFar, last: 'trial' };
}

interface SimulationOptions {
  seed?: number;
  /** How many suggestions to ask for. */
  most?: number;
  /** Trials before the first suggestion. */
  trials?: readonly OracleTrial[];
  /** What becomes of a trial before the next is asked for. */
  status?: (number: number) => Status;
}

/** Refuses any change from now on. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
