import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFor } from '../../../shared/math/random.js';
import type { Oracle } from '../../../shared/oracles/oracle.js';
import { pointKey } from '../../../shared/space/space.js';
import { isPoint, pointsByDefinition, smallSpaces, spaces } from '../space/spaces.js';
import { deepFreeze, statuses, studyOf, suggestions, trialOf } from './studies.js';

interface OracleTraits {
  /** Whether its suggestions depend on the points of the trials alone. */
  readonly ignoresResults: boolean;
}

/** What holds for every oracle whose suggestions are all new trials. */
export function oracleContract(oracle: Oracle, { ignoresResults }: OracleTraits): void {
  const kindsOfEnd = fc.infiniteStream(fc.constantFrom(...statuses));

  describe(`the contract of oracles, kept by '${oracle.name}'`, () => {
    it('suggests a point of the space, to be trained', () => {
      fc.assert(
        fc.property(spaces, fc.integer(), (space, seed) => {
          const suggestion = oracle.next(studyOf(space), randomFor(seed));

          expect(suggestion).toMatchObject({ kind: 'trial', toEpoch: 1 });
          expect(suggestion.kind === 'trial' && isPoint(space, suggestion.values)).toBe(true);
        }),
      );
    });

    it('says the same of the same study and stream, which it leaves as they are', () => {
      fc.assert(
        fc.property(spaces, fc.integer(), fc.nat({ max: 5 }), (space, seed, count) => {
          const { trials } = suggestions(oracle, space, { seed, most: count });
          const copy = structuredClone(trials);
          const study = deepFreeze(studyOf(structuredClone(space), trials));

          const first = oracle.next(study, randomFor(seed));
          const again = oracle.next(study, randomFor(seed));
          const elsewhere = oracle.next(studyOf(structuredClone(space), copy), randomFor(seed));

          expect(again).toEqual(first);
          expect(elsewhere).toEqual(first);
          expect(trials).toEqual(copy);
        }),
      );
    });

    it('tries all points of a finite space, each once, and is exhausted then, whatever becomes of the trials', () => {
      fc.assert(
        fc.property(smallSpaces, fc.integer(), kindsOfEnd, (space, seed, ends) => {
          const { points, last } = suggestions(oracle, space, { seed, status: () => ends.next().value });

          expect(last).toBe('exhausted');
          expect(points.map(pointKey).sort()).toEqual(pointsByDefinition(space).map(pointKey).sort());
        }),
      );
    });

    it('stays exhausted', () => {
      fc.assert(
        fc.property(smallSpaces, fc.integer(), fc.integer(), (space, seed, otherSeed) => {
          const trials = pointsByDefinition(space).map((values, number) => trialOf(number, values));

          expect(oracle.next(studyOf(space, trials), randomFor(seed))).toEqual({ kind: 'exhausted' });
          expect(oracle.next(studyOf(space, trials), randomFor(otherSeed))).toEqual({ kind: 'exhausted' });
        }),
      );
    });

    it('goes on in the same way from any trial on', () => {
      fc.assert(
        fc.property(spaces, fc.integer(), fc.nat({ max: 8 }), (space, seed, count) => {
          const { points, trials } = suggestions(oracle, space, { seed, most: 8 });
          const kept = trials.slice(0, count);

          const rest = suggestions(oracle, structuredClone(space), { seed, most: 8 - kept.length, trials: kept });

          expect([...points.slice(0, count), ...rest.points]).toEqual(points);
        }),
      );
    });

    it.runIf(ignoresResults)('does not depend on how trials stand, nor on their scores', () => {
      fc.assert(
        fc.property(spaces, fc.integer(), kindsOfEnd, (space, seed, ends) => {
          const all = suggestions(oracle, space, { seed, most: 6, status: () => ends.next().value });

          expect(all.points).toEqual(suggestions(oracle, space, { seed, most: 6 }).points);
        }),
      );
    });

    it('suggests no tried point again whatever the order of the trials, with points of no space among them', () => {
      fc.assert(
        fc.property(smallSpaces, fc.integer(), fc.infiniteStream(fc.nat()), (space, seed, picks) => {
          const tried = pointsByDefinition(space).filter(() => Number(picks.next().value) % 2 === 0);
          const foreign = [{}, { 'of no space': 1 }, { ...tried[0], 'of no space': null }];
          const trials = [...foreign, ...tried.reverse()].map((values, number) => trialOf(number, values, 'failed'));
          const keys = new Set(tried.map(pointKey));

          const suggestion = oracle.next(studyOf(space, trials), randomFor(seed));

          if (suggestion.kind === 'trial') {
            expect(isPoint(space, suggestion.values)).toBe(true);
            expect(keys.has(pointKey(suggestion.values))).toBe(false);
          } else {
            expect(keys.size).toBe(
              pointsByDefinition(space).filter((point) => pointKey(point) !== pointKey({})).length,
            );
          }
        }),
      );
    });

    it('has one point to suggest where there is nothing to choose', () => {
      expect(suggestions(oracle, { parameters: [] })).toMatchObject({ points: [{}], last: 'exhausted' });
    });
  });
}
