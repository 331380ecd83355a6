import { randomFor } from '../math/random.js';
import { Sobol } from '../math/sobol.js';
import { fromUnit } from '../space/domain.js';
import type { Values } from '../space/parameter.js';
import { chooseValues, identityOf, pointKey } from '../space/space.js';
import type { OracleStudy } from './oracle.js';

/** Points of the sequence that must all have been tried before a finite space is left to others. */
const skips = 100;

/**
 * Point `number` of the study's initial design: one scrambled Sobol sequence over the space, each declaration a dimension on
 * its own scale, so that the first points of a study lie evenly however many slots ask for them. Of the trials it knows
 * their points alone: one that was tried is skipped for the next of the sequence. The order of the declarations changes nothing.
 *
 * @param number an integer from 0: the lowest number that no trial has.
 * @returns undefined if the next hundred points were all tried.
 */
export function initialPoint({ space, seed, trials }: OracleStudy, number: number): Values | undefined {
  const identities = space.parameters.filter(({ kind }) => kind !== 'fixed').map(identityOf);
  const dimensions = new Map(identities.sort().map((identity, dimension) => [identity, dimension]));
  const sequence = new Sobol(dimensions.size, randomFor(seed, 'initial design'));
  const tried = new Set(trials.map(({ point }) => point));
  for (let index = number; index < number + skips; index++) {
    const unit = sequence.point(index);
    const values = chooseValues(space, (parameter) => {
      return fromUnit(parameter, unit[dimensions.get(identityOf(parameter)) ?? 0] ?? 0);
    });
    if (!tried.has(pointKey(values))) return values;
  }
  return undefined;
}
