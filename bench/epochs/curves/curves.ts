import type { Curve } from './curve.js';
import { networkCurves } from './networks.js';
import { powerLawCurves } from './power-laws.js';

/** Power laws whose early epochs mislead, and networks that are trained. */
export const curves: readonly Curve[] = [...powerLawCurves, ...networkCurves];
