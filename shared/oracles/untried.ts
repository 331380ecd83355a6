import type { Random } from '../math/random.js';
import { everyValue } from '../space/domain.js';
import type { Values } from '../space/parameter.js';
import { combinations, randomPoint } from '../space/points.js';
import { pointKey, type Space } from '../space/space.js';

/** Draws that must all hit tried points before the points of the space are gone through one by one. */
const draws = 100;

/**
 * A point that was not tried: drawn at random, each active hyperparameter on its own scale, or the first in the order of
 * `combinations` where chance does not find one. A continuous hyperparameter stands there with a few samples.
 *
 * @param tried `pointKey`s.
 * @returns undefined if every point was tried.
 */
export function untriedPoint(space: Space, tried: ReadonlySet<string>, random: Random): Values | undefined {
  for (let draw = 0; draw < draws; draw++) {
    const values = randomPoint(space, random);
    if (!tried.has(pointKey(values))) return values;
  }
  for (const values of combinations(space, everyValue)) if (!tried.has(pointKey(values))) return values;
  return undefined;
}
