import type { Oracle } from './oracle.js';
import { untriedPoint } from './untried.js';

/**
 * Random search: each active hyperparameter is drawn on its own scale. No point is suggested twice, and `exhausted` is the
 * answer once every point of a finite space was (Keras Tuner's stops by chance before).
 */
export const random: Oracle = {
  name: 'random',
  endsByItself: false,
  next({ space, trials, epochs }, stream) {
    const values = untriedPoint(space, new Set(trials.map(({ point }) => point)), stream);
    return values ? { kind: 'trial', values, toEpoch: epochs } : { kind: 'exhausted' };
  },
};
