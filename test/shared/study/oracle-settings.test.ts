import { expect, it } from 'vitest';
import { oracleNamed } from '../../../shared/oracles/oracles.js';
import { oracleSettingsOf } from '../../../shared/study/oracle-settings.js';

const asha = oracleNamed('asha');

it('takes what is given over what the tuning says, option by option', () => {
  const tuning = { epochs: 9, options: { factor: 4, minEpochs: 2 }, earlyStopping: { patience: 3 } };
  expect(oracleSettingsOf(asha, tuning, { options: { factor: 2 }, earlyStopping: { median: true } })).toEqual({
    options: { factor: 2, minEpochs: 2 },
    earlyStopping: { patience: 3, median: true },
  });
});

it('has neither where nobody names one', () => {
  expect(oracleSettingsOf(asha, { epochs: 9 }, {})).toEqual({});
});

it('leaves out what the tuning says for another oracle', () => {
  expect(oracleSettingsOf(oracleNamed('random'), { epochs: 9, options: { factor: 4 } }, {})).toEqual({});
  expect(oracleSettingsOf(asha, { epochs: 9, options: { population: 4, factor: 4 } }, {})).toEqual({
    options: { factor: 4 },
  });
});

it('refuses an option that the oracle has not, and says which it has', () => {
  const options = { population: 4 };
  expect(() => oracleSettingsOf(asha, { epochs: 9 }, { options })).toThrow(
    "The oracle 'asha' has no option 'population'. It has: sampler, minEpochs, factor, halving, brackets",
  );
  expect(() => oracleSettingsOf(oracleNamed('random'), {}, { options })).toThrow(
    "'random' has no option 'population'. It has none",
  );
});

it('refuses an oracle that decides between epochs where there is one, and rungs above the last epoch', () => {
  expect(() => oracleSettingsOf(asha, {}, {})).toThrow(
    "The oracle 'asha' decides between epochs, but trials train one",
  );
  expect(oracleSettingsOf(oracleNamed('auto'), {}, {})).toEqual({});
  expect(() => oracleSettingsOf(asha, { epochs: 9 }, { options: { minEpochs: 10 } })).toThrow(
    'The lowest rung is at 10 epochs, but trials train 9',
  );
});
