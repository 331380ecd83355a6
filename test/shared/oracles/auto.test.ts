import { describe, expect, it } from 'vitest';
import { randomFor } from '../../../shared/math/random.js';
import { auto } from '../../../shared/oracles/auto.js';
import { bayesian } from '../../../shared/oracles/bayesian/bayesian.js';
import type { OracleStudy } from '../../../shared/oracles/oracle.js';
import { tpe } from '../../../shared/oracles/tpe/tpe.js';
import type { Space } from '../../../shared/space/space.js';
import { modelBasedContract } from './model-based-contract.js';
import { oracleContract } from './oracle-contract.js';
import { studyOf, trialOf } from './studies.js';

oracleContract(auto, { ignoresResults: false });
modelBasedContract(auto);

const space: Space = { parameters: [{ name: 'x', kind: 'float', min: 0, max: 1, sampling: 'linear' }] };

describe('whose suggestions auto makes', () => {
  it.each([
    { begun: 6, model: bayesian },
    { begun: 23, model: bayesian },
    { begun: 26, model: bayesian },
    { begun: 27, model: tpe },
    { begun: 28, model: bayesian },
    { begun: 31, model: tpe },
    { begun: 998, model: bayesian },
    { begun: 1000, model: tpe },
    { begun: 1003, model: bayesian },
  ])('after $begun trials those of $model.name', ({ begun, model }) => {
    const trials = Array.from({ length: begun }, (_, number) => trialOf(number, { x: (number * 0.618) % 1 }));
    const study: OracleStudy = studyOf(space, trials);
    const other = model === tpe ? bayesian : tpe;
    const suggestion = auto.next(study, randomFor('auto', begun));

    expect(suggestion).toEqual(model.next(study, randomFor('auto', begun)));
    expect(suggestion).not.toEqual(other.next(study, randomFor('auto', begun)));
  });
});
