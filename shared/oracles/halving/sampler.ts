import type { Random } from '../../math/random.js';
import type { Values } from '../../space/parameter.js';
import { bayesian } from '../bayesian/bayesian.js';
import type { Fit, Oracle, OracleStudy, OracleTrial, Suggestion } from '../oracle.js';
import { random } from '../random.js';
import { tpe } from '../tpe/tpe.js';
import { bayesianSample } from './bayesian-sampler.js';
import { membersOf, rungsOf } from './rungs.js';

/** A point for a new trial, and what was learnt to find it. */
export interface Sample {
  readonly values: Values;
  readonly fit?: Fit;
}

const samplers = { random, tpe, bayesian } satisfies Record<string, Oracle>;

/** A new trial, trained to `toEpoch`, at the point that the study's sampler suggests; `exhausted` if none may begin. */
export function newTrial(study: OracleStudy, toEpoch: number, stream: Random): Suggestion {
  if (study.trialsLeft !== undefined && study.trialsLeft <= 0) return { kind: 'exhausted' };
  const { sampler = 'random' } = study.options ?? {};
  const sample = sampler === 'bayesian' ? bayesianSample(study, stream) : undefined;
  if (sample) return { kind: 'trial', ...sample, toEpoch };
  const suggestion = samplers[sampler].next(sampler === 'random' ? study : ranked(study), stream);
  return suggestion.kind === 'trial' ? { ...suggestion, toEpoch } : suggestion;
}

/**
 * The study as a sampler that knows no rungs should see it: each trial has the rank that it has at the highest rung that it
 * reached, after all trials that reached a higher one. Scores are logarithms of the share of trials that are better.
 */
function ranked(study: OracleStudy): OracleStudy {
  const ranks = new Map<number, number>();
  for (const epoch of rungsOf(study).reverse()) {
    for (const { trial, loss } of membersOf(study, epoch)) {
      if (!ranks.has(trial.number) && loss < Number.POSITIVE_INFINITY) ranks.set(trial.number, ranks.size);
    }
  }
  const trials = study.trials.map((trial): OracleTrial => {
    const rank = ranks.get(trial.number);
    if (rank === undefined) return { ...trial, score: undefined };
    return { ...trial, status: 'completed', score: Math.log((rank + 0.5) / ranks.size) };
  });
  return { ...study, direction: 'min', trials };
}
