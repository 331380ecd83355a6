import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Oracle, OracleStudy, OracleTrial } from '../../../../shared/oracles/oracle.js';
import { deepFreeze } from '../studies.js';
import type { Course } from './courses.js';
import { paused, simulate, streamOf } from './simulation.js';

/** What holds for every oracle that halves, whatever course its studies take: it has no memory but the study. */
export function halvingContract(oracle: Oracle, anyCourse: fc.Arbitrary<Course>): void {
  describe('what it says', () => {
    it('is the same of a study that was written out and read in, which it leaves as it is', () => {
      fc.assert(
        fc.property(anyCourse, (course) => {
          const { decisions, looks } = simulate(oracle, course);

          for (const { study, suggestion } of decisions) {
            const read: OracleStudy = JSON.parse(JSON.stringify(study));
            expect(oracle.next(deepFreeze(read), streamOf(study))).toEqual(suggestion);
          }
          for (const { study, trial, stops } of looks) {
            const read: OracleStudy = JSON.parse(JSON.stringify(study));
            expect(oracle.stops?.(deepFreeze(read), read.trials[trial.number] as OracleTrial) ?? false).toBe(stops);
          }
        }),
        { numRuns: 30 },
      );
    });

    it('is the same of trials that wait to go on and of trials that run', () => {
      fc.assert(
        fc.property(anyCourse, (course) => {
          for (const { study, suggestion } of simulate(oracle, course).decisions) {
            expect(oracle.next({ ...study, trials: paused(study.trials) }, streamOf(study))).toEqual(suggestion);
          }
        }),
        { numRuns: 30 },
      );
    });

    it('is the same after an interruption at any point as it would have been without', () => {
      fc.assert(
        fc.property(anyCourse, fc.nat(), (course, moment) => {
          const whole = simulate(oracle, course);
          const resumed = simulate(oracle, course, moment % (whole.steps + 1));

          expect(resumed.decisions.map(({ suggestion }) => suggestion)).toEqual(
            whole.decisions.map(({ suggestion }) => suggestion),
          );
          expect(resumed.looks.map(({ stops }) => stops)).toEqual(whole.looks.map(({ stops }) => stops));
        }),
      );
    });
  });
}
