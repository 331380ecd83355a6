import type { HyperParameters } from 'stepladder';
import { sources } from './collection.js';
import { hitText, threshold, topN } from './filters.js';
import type { Pipeline } from './search-engine.js';

/** Declares the hyperparameters: each filter is a mode, and the value that belongs to the mode. */
export function pipelineOf(hp: HyperParameters): Pipeline {
  return { source: hp.choice('source', sources), filter1: firstFilter(hp), filter2: secondFilter(hp) };
}

function firstFilter(hp: HyperParameters): Pipeline['filter1'] {
  hp.choice('filter1_mode', ['topn', 'thr']);
  const count = hp.conditionalScope('filter1_mode', ['topn'], () =>
    hp.int('filter1_topn', { min: 1, max: 1000, sampling: 'log', default: 100 }),
  );
  const share = hp.conditionalScope('filter1_mode', ['thr'], () =>
    hp.float('filter1_thr', { min: 0, max: 1, default: 0.5 }),
  );
  return count === undefined ? threshold(share as number) : topN(count);
}

function secondFilter(hp: HyperParameters): Pipeline['filter2'] {
  hp.choice('filter2_mode', ['topn', 'hitxt']);
  const count = hp.conditionalScope('filter2_mode', ['topn'], () =>
    hp.int('filter2_topn', { min: 1, max: 100, sampling: 'log', default: 10 }),
  );
  const terms = hp.conditionalScope('filter2_mode', ['hitxt'], () => hp.int('filter2_hitxt', { min: 1, max: 4 }));
  return count === undefined ? hitText(terms as number) : topN(count);
}
