import type { Random } from '../../math/random.js';
import { nextOnCurves } from '../bayesian/curves.js';
import { bayesian } from '../bayesian/bayesian.js';
import type { Oracle, OracleStudy, OracleTrial, Suggestion } from '../oracle.js';
import { random } from '../random.js';
import { tpe } from '../tpe/tpe.js';
import { membersOf, rungsOf } from './rungs.js';

const samplers: Readonly<Record<string, Oracle>> = { random, tpe, bayesian };

/** A new trial, trained to `toEpoch`, at the point that the study's sampler suggests; `exhausted` if none may begin. */
export function newTrial(study: OracleStudy, toEpoch: number, stream: Random): Suggestion {
  if (study.trialsLeft !== undefined && study.trialsLeft <= 0) return { kind: 'exhausted' };
  const sampler = samplers[study.options?.sampler ?? 'random'] as Oracle;
  if (study.options?.sampler === 'bayesian') {
    const { values, fit } = nextOnCurves(study, stream);
    if (values) return { kind: 'trial', values, toEpoch, ...(fit && { fit }) };
  }
  const suggestion = sampler.next(ranked(study), stream);
  return suggestion.kind === 'trial' ? { ...suggestion, toEpoch } : suggestion;
}

function ranked(study: OracleStudy): OracleStudy {
  const losses = new Map<number, number>();
  const order: OracleTrial[] = [];
  for (const rung of rungsOf(study).reverse()) {
    for (const { trial, loss } of membersOf(study, rung)) {
      if (losses.has(trial.number) || loss === Infinity) continue;
      losses.set(trial.number, order.length);
      order.push(trial);
    }
  }
  const trials = study.trials.map((trial): OracleTrial => {
    const position = losses.get(trial.number);
    if (position === undefined) return { ...trial, score: undefined };
    return { ...trial, status: 'completed', score: Math.log((position + 0.5) / order.length) };
  });
  return { ...study, direction: 'min', trials };
}
