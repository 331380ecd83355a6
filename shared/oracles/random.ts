import type { Random } from '../math/random.js';
import { everyValue } from '../space/domain.js';
import type { Values } from '../space/parameter.js';
import { combinations, randomPoint } from '../space/points.js';
import { pointKey, type Space } from '../space/space.js';
import type { Oracle } from './oracle.js';

/** Draws that must all hit tried points before the points of the space are gone through one by one. */
const draws = 100;

/**
 * Random search: each active hyperparameter is drawn on its own scale. No point is suggested twice, and `exhausted` is the
 * answer once every point of a finite space was (Keras Tuner's stops by chance before).
 */
export const random: Oracle = {
  name: 'random',
  endsByItself: false,
  next({ space, trials, epochs }, stream) {
    const tried = new Set(trials.map(({ point }) => point));
    const values = untriedDraw(space, tried, stream) ?? firstUntried(space, tried);
    return values ? { kind: 'trial', values, toEpoch: epochs } : { kind: 'exhausted' };
  },
};

function untriedDraw(space: Space, tried: ReadonlySet<string>, stream: Random): Values | undefined {
  for (let draw = 0; draw < draws; draw++) {
    const values = randomPoint(space, stream);
    if (!tried.has(pointKey(values))) return values;
  }
  return undefined;
}

/** Looks at no more than one point beyond those tried. A continuous hyperparameter stands here with a few samples. */
function firstUntried(space: Space, tried: ReadonlySet<string>): Values | undefined {
  for (const values of combinations(space, everyValue)) if (!tried.has(pointKey(values))) return values;
  return undefined;
}
