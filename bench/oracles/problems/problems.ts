import { analyticProblems } from './analytic.js';
import { mlpIris } from './mlp.js';
import { networkSurface } from './network-surface.js';
import type { Problem } from './problem.js';
import { svmProblems } from './svm.js';

/** Analytic functions, a mixed and conditional surface, and real model selection. */
export const problems: readonly Problem[] = [...analyticProblems, networkSurface, ...svmProblems, mlpIris];
