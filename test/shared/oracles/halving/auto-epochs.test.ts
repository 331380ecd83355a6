import { describe, expect, it } from 'vitest';
import { auto } from '../../../../shared/oracles/auto.js';
import { asha } from '../../../../shared/oracles/halving/asha.js';
import type { OracleStudy, OracleTrial } from '../../../../shared/oracles/oracle.js';
import type { Space } from '../../../../shared/space/space.js';
import { studyOf, trialOf } from '../studies.js';
import { streamOf } from './simulation.js';

const space: Space = {
  parameters: [
    { name: 'network', kind: 'choice', values: ['convolutional', 'dense'] },
    { name: 'x', kind: 'float', min: 0, max: 1, sampling: 'linear' },
  ],
};

describe('auto where trials train several epochs', () => {
  it('goes on with a new best of a rung, even if a third of those there have gone on', () => {
    const trials = [3, 4, 5, 1, 0.5, 6].map((score, number): OracleTrial => {
      const hasGoneOn = number === 0 || number === 3;
      const trial = trialOf(number, { network: 'dense', x: number / 10 });
      const curve = [{ epoch: 1, score }];
      return { ...trial, status: hasGoneOn ? 'running' : 'completed', epochs: 1, firstTo: 1, curve };
    });
    const study: OracleStudy = { ...studyOf(space), epochs: 9, trials };

    expect(auto.next(study, streamOf(study))).toEqual({ kind: 'continue', trial: 4, toEpoch: 3 });
    expect(asha.next(study, streamOf(study))).toMatchObject({ kind: 'trial', toEpoch: 1 });
  });

  it('tries each value of a choice, however bad those trials were that had it', () => {
    const known = Array.from({ length: 44 }, (_, number): OracleTrial => {
      const network = number % 8 === 0 ? 'convolutional' : 'dense';
      const curve = [{ epoch: 1, score: network === 'dense' ? 1 : 2 }];
      return { ...trialOf(number, { network, x: number / 44 }), status: 'running', epochs: 1, firstTo: 1, curve };
    });

    const networks = [11, 15, 19, 23, 27, 31, 35, 39].map((number) => {
      const study: OracleStudy = { ...studyOf(space), epochs: 9, trials: known.slice(0, number) };
      const suggestion = auto.next(study, streamOf(study));
      return suggestion.kind === 'trial' ? suggestion.values.network : suggestion.kind;
    });

    expect(networks.sort()).toEqual([...Array(4).fill('convolutional'), ...Array(4).fill('dense')]);
  });
});
