import { randomFor } from '../math/random.js';
import { Sobol } from '../math/sobol.js';
import { fromUnit } from '../space/domain.js';
import type { Parameter, Value, Values } from '../space/parameter.js';
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
export function initialPoint(study: OracleStudy, number: number): Values | undefined {
  const sequence = sequenceOf(study);
  const tried = new Set(study.trials.map(({ point }) => point));
  for (let index = number; index < number + skips; index++) {
    const values = chooseValues(study.space, sequence(index));
    if (!tried.has(pointKey(values))) return values;
  }
  return undefined;
}

/**
 * The middle of the scale of each number: ranges are mostly chosen around what is expected to be good (Vizier begins there as
 * well). Categories are those of the sequence's first point.
 *
 * @returns undefined if it was tried.
 */
export function centralPoint(study: OracleStudy): Values | undefined {
  const first = sequenceOf(study)(0);
  const values = chooseValues(study.space, (parameter) => {
    return parameter.kind === 'float' || parameter.kind === 'int' ? fromUnit(parameter, 0.5) : first(parameter);
  });
  return study.trials.some(({ point }) => point === pointKey(values)) ? undefined : values;
}

/** The values that declarations have at a place of the study's sequence. */
function sequenceOf({ space, seed }: OracleStudy): (index: number) => (parameter: Parameter) => Value {
  const identities = space.parameters.filter(({ kind }) => kind !== 'fixed').map(identityOf);
  const dimensions = new Map(identities.sort().map((identity, dimension) => [identity, dimension]));
  const sequence = new Sobol(dimensions.size, randomFor(seed, 'initial design'));
  return (index) => {
    const unit = sequence.point(index);
    return (parameter) => fromUnit(parameter, unit[dimensions.get(identityOf(parameter)) ?? 0] ?? 0);
  };
}
