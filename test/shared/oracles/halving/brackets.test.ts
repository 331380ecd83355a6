import { describe, expect, it } from 'vitest';
import { type Bracket, bracketsOf, shortened } from '../../../../shared/oracles/halving/brackets.js';
import type { OracleOptions } from '../../../../shared/oracles/options.js';
import type { OracleStudy } from '../../../../shared/oracles/oracle.js';
import { spaceOf } from '../../space/spaces.js';
import { studyOf } from '../studies.js';

const study = (epochs: number, options: OracleOptions = {}): OracleStudy => {
  return { ...studyOf(spaceOf()), epochs, options };
};

/** As `trials@epochs` of each round. */
const written = (brackets: readonly Bracket[]) =>
  brackets.map((bracket) => bracket.map(({ size, epochs }) => `${size}@${epochs}`).join(' '));

describe('the brackets of hyperband', () => {
  it.each<[number, number, string[]]>([
    [100, 3, ['98@2 33@4 11@12 4@34 2@100', '41@4 14@12 5@34 2@100', '18@12 6@34 2@100', '9@34 3@100', '6@100']],
    [10, 3, ['12@2 4@4 2@10', '6@4 2@10', '4@10']],
    [81, 3, ['81@1 27@3 9@9 3@27 1@81', '34@3 12@9 4@27 2@81', '15@9 5@27 2@81', '8@27 3@81', '5@81']],
    [27, 3, ['27@1 9@3 3@9 1@27', '12@3 4@9 2@27', '6@9 2@27', '4@27']],
    [8, 2, ['8@1 4@2 2@4 1@8', '6@2 3@4 2@8', '4@4 2@8', '4@8']],
    [9, 3, ['9@1 3@3 1@9', '5@3 2@9', '3@9']],
    [4, 2, ['4@1 2@2 1@4', '3@2 2@4', '3@4']],
    [1, 3, ['1@1']],
  ])("of %i epochs and a factor of %i are Keras Tuner's", (epochs, factor, brackets) => {
    expect(written(bracketsOf(study(epochs, { factor })))).toEqual(brackets);
  });

  it('begin with `minEpochs` or more, and are those of a training that is so many times shorter', () => {
    expect(written(bracketsOf(study(81, { minEpochs: 3 })))).toEqual([
      '27@3 9@9 3@27 1@81',
      '12@9 4@27 2@81',
      '6@27 2@81',
      '4@81',
    ]);
    expect(written(bracketsOf(study(100, { minEpochs: 34 })))).toEqual(['2@100']);
    for (const [epochs, minEpochs] of [
      [100, 10],
      [200, 2],
      [54, 2],
    ] as const) {
      const scaled = bracketsOf(study(epochs / minEpochs)).map((bracket) => bracket.map(({ size }) => size));
      const brackets = bracketsOf(study(epochs, { minEpochs })).map((bracket) => bracket.map(({ size }) => size));
      expect(brackets).toEqual(scaled);
    }
  });

  it('shrink in proportion where fewer trials may begin, to one at least', () => {
    const [bracket] = bracketsOf(study(100)) as [Bracket];

    expect(written([98, 50, 20, 4, 1, 0].map((trials) => shortened(bracket, trials)))).toEqual([
      '98@2 33@4 11@12 4@34 2@100',
      '50@2 17@4 6@12 3@34 2@100',
      '20@2 7@4 3@12 1@34 1@100',
      '4@2 2@4 1@12 1@34 1@100',
      '1@2 1@4 1@12 1@34 1@100',
      '0@2 0@4 0@12 0@34 0@100',
    ]);
  });
});
