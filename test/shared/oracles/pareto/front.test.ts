import { describe, expect, it } from 'vitest';
import { hypervolume } from '../../../../shared/math/pareto.js';
import { randomFor } from '../../../../shared/math/random.js';
import type { Oracle } from '../../../../shared/oracles/oracle.js';
import { oracleNamed } from '../../../../shared/oracles/oracles.js';
import { scalarised, type VectorTrial } from '../../../../shared/oracles/pareto/scalarise.js';
import { weightsOf } from '../../../../shared/oracles/pareto/weights.js';
import { trialOf } from '../studies.js';
import { type Problem, problems } from './problems.js';

/** The hypervolume of an oracle's first trials. */
function reached(oracle: Oracle, { space, lossesOf, reference }: Problem, seed: number, count: number): number {
  const trials: VectorTrial[] = [];
  while (trials.length < count) {
    const number = trials.length;
    const seen = scalarised(trials, weightsOf(reference.length, seed, number));
    const study = { space, direction: 'min', epochs: 1, seed, trials: seen } as const;
    const suggestion = oracle.next(study, randomFor(seed, 'oracle', number));
    if (suggestion.kind !== 'trial') throw new Error(`trial ${number}: ${suggestion.kind}`);
    const { values, fit } = suggestion;
    trials.push({ ...trialOf(number, values, 'completed', fit), score: undefined, losses: lossesOf(values) });
  }
  return hypervolume(
    trials.flatMap(({ losses }) => (losses ? [losses] : [])),
    reference,
  );
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;

/** Hypervolume after 30 trials, over 4 seeds. */
const meanOf = (oracle: string, problem: Problem) =>
  mean([0, 1, 2, 3].map((seed) => reached(oracleNamed(oracle), problem, seed, 30)));

describe('the front that is found in 30 trials', () => {
  it.each(Object.entries(problems))('is larger than at random, by auto and bayesian by far: %s', (_, problem) => {
    const atRandom = meanOf('random', problem);
    const most = mean([5, 6].map((seed) => reached(oracleNamed('bayesian'), problem, seed, 60)));
    const shareWon = (oracle: string) => (meanOf(oracle, problem) - atRandom) / (most - atRandom);
    expect(shareWon('tpe')).toBeGreaterThan(0.1);
    expect(shareWon('auto')).toBeGreaterThan(0.6);
    expect(shareWon('bayesian')).toBeGreaterThan(0.6);
  });
});
