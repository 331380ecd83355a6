import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Report, Result } from '../../../shared/study/records.js';
import { Study } from '../../../shared/study/study.js';
import { eventFilesOf } from '../../../shared/tensorboard/event-files.js';
import { assigned, definition, run } from '../study/records.js';

/** How a leg ends, and the scores of its epochs. */
interface End {
  readonly status: Result['status'];
  readonly scores: readonly (number | null)[];
}

const epochs = 4;
const ends: fc.Arbitrary<End[]> = fc.array(
  fc.record({
    status: fc.constantFrom('completed', 'stopped', 'paused', 'failed', 'lost'),
    scores: fc.array(fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })), { minLength: 1, maxLength: 2 }),
  }),
  { minLength: 1, maxLength: 8 },
);

/** A study of one trial after each of its records, until the trial can't go on. */
function* growing(legs: readonly End[]): Generator<Study> {
  const study = new Study(definition({ epochs, retries: 3 }));
  study.applyRun(run());
  for (const [leg, { status, scores }] of legs.entries()) {
    const fromEpoch = study.trial(0)?.epochs ?? 0;
    const order = { ...(leg > 0 && { earlier: leg }), at: 10 * leg };
    study.applyAssigned(assigned(leg, { trial: 0, values: { x: 0.5 }, fromEpoch, toEpoch: epochs, ...order }));
    yield study;
    const reports: Report[] = scores.map((score, index) => ({ epoch: fromEpoch + index + 1, metrics: { score } }));
    const failure = status === 'failed' && { failure: { code: 'Error', message: 'why' } };
    study.applyResult({ leg, status, reports, seconds: 1, at: 10 * leg + 5, ...failure });
    yield study;
    const trial = study.trial(0);
    if (trial?.status === 'failed' || trial?.stopped || (trial?.epochs ?? 0) >= epochs) break;
  }
  study.applyEnd({ run: 1, status: 'completed', reason: 'done', at: 1000 });
  yield study;
}

it('the event file of a trial only grows, whatever becomes of the trial', () => {
  fc.assert(
    fc.property(ends, (legs) => {
      let before = Buffer.alloc(0);
      for (const study of growing(legs)) {
        const now = Buffer.from(eventFilesOf(study).get('0') ?? []);
        expect(now.subarray(0, before.length).equals(before)).toBe(true);
        before = now;
      }
    }),
  );
});
