import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { waitingPoints } from '../../../shared/study/queue.js';
import type { Study } from '../../../shared/study/study.js';
import type { Trial } from '../../../shared/study/trial.js';
import { Simulation, type SimulationOptions } from './simulation.js';

const chaos = fc.record({
  twice: fc.constantFrom(0, 0.2, 0.6, 0.6),
  crash: fc.constantFrom(0, 0.2),
  die: fc.constantFrom(0, 0.1),
  vanish: fc.constantFrom(0, 0.3),
  late: fc.constantFrom(0, 0.3),
  seed: fc.integer(),
});
const situation = fc.record({
  scheduler: fc.scheduler(),
  chaos,
  slots: fc.integer({ min: 1, max: 6 }),
  workers: fc.constantFrom(0, 0, 1, 3),
  isRemote: fc.boolean(),
  budget: fc.record({ trials: fc.integer({ min: 1, max: 12 }) }),
  retries: fc.constantFrom(0, 2),
});

/** Runs to the end; what holds for every study: nothing is thrown, and each ask has one leg, however often it is delivered. */
async function settle(simulation: Simulation, { scheduler }: Pick<SimulationOptions, 'scheduler'>, run: Promise<void>) {
  await scheduler.waitFor(run);
  expect(simulation.errors).toEqual([]);
  const study = await simulation.study();
  for (const { assigned } of study.legs) expect(assigned.toEpoch).toBeGreaterThan(assigned.fromEpoch);
  for (const result of simulation.told) expect(study.leg(result.leg)?.result).toEqual(result);
  const asks = study.legs.map(({ assigned }) => assigned.ask);
  expect(new Set(asks).size).toBe(asks.length);
  return study;
}

/**
 * Whether all legs of a trial have ended but those of which a worker from outside may still tell. Where a worker's time ran
 * out, a second delivery of a slot's last ask may have taken its trial, as the run ended: the next run ends that leg.
 */
function isSettled({ legs }: Trial): boolean {
  const isOfWorker = legs.some(({ assigned }) => assigned.expires !== undefined);
  return isOfWorker || legs.every(({ result }) => result);
}

describe('the protocol, with calls in any order, delivered twice, crashes, dead slots and workers from outside', () => {
  it('hands out exactly the budgeted trials, numbered without gaps, each leg ended once and to one ask', async () => {
    await fc.assert(
      fc.asyncProperty(situation, async (options) => {
        const simulation = new Simulation(options);
        const study = await settle(simulation, options, simulation.execute('one'));
        const { trials } = options.budget;
        expect(study.trials.length).toBeLessThanOrEqual(trials);
        expect(study.trials.map(({ number }) => number)).toEqual(study.trials.map((_, index) => index));
        expect(study.trials.every(isSettled)).toBe(true);
        if (study.lastRun?.end?.status === 'completed') expect(study.trials.length).toBe(trials);
        if (options.chaos.die === 0) expect(study.lastRun?.end?.status).toBe('completed');
      }),
      { numRuns: 120 },
    );
  });

  it('resumes to exactly a larger budget, losing and repeating nothing', async () => {
    await fc.assert(
      fc.asyncProperty(situation, fc.integer({ min: 0, max: 9 }), async (options, more) => {
        const simulation = new Simulation({ ...options, chaos: { ...options.chaos, die: 0 } });
        await settle(simulation, options, simulation.execute('one'));
        const before = (await simulation.study()).trials;
        const trials = options.budget.trials + more;
        const budget = { trials };
        const larger = await settle(simulation, options, simulation.execute('two', { budget }));
        expect(larger.trials.length).toBe(trials);
        for (const trial of before) if (trial.ended !== undefined) expect(larger.trial(trial.number)).toEqual(trial);
        expect(larger.trials.every(isSettled)).toBe(true);

        simulation.skip();
        const study = await settle(simulation, options, simulation.execute('three', { budget }));
        const running = study.trials
          .filter(({ ended }) => ended === undefined)
          .map(({ legs }) => legs.at(-1)?.assigned);
        expect(running.every((leg) => leg?.run === 3)).toBe(true);
        if (!options.workers) expect(running).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('never suggests a point of a finite space twice, and ends when all are tried', async () => {
    await fc.assert(
      fc.asyncProperty(situation, async (options) => {
        const simulation = new Simulation({
          ...options,
          oracle: 'grid',
          parameters: [
            { name: 'x', kind: 'float', min: 0, max: 1, sampling: 'linear', step: 0.5 },
            { name: 'y', kind: 'int', min: 1, max: 5, sampling: 'linear' },
          ],
          budget: {},
          chaos: { ...options.chaos, die: 0 },
        });
        const study = await settle(simulation, options, simulation.execute('one'));
        const points = study.trials.map(({ point }) => point);
        expect(new Set(points).size).toBe(points.length);
        expect(points.length).toBe(3 * 5);
      }),
      { numRuns: 30 },
    );
  });

  it('tries each point that somebody enqueues meanwhile exactly once, what is left in the next run before all else', async () => {
    await fc.assert(
      fc.asyncProperty(
        situation,
        fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 4 }),
        async (options, sizes) => {
          const simulation = new Simulation({ ...options, chaos: { ...options.chaos, die: 0 } });
          const batches = sizes.map((size, batch) =>
            Array.from({ length: size }, (_, index) => ({ x: (1 + batch * 10 + index) / 1024 })),
          );
          const begun = Promise.all([
            simulation.execute('one'),
            ...batches.map((points) => simulation.enqueue(points)),
          ]);
          const before = await settle(
            simulation,
            options,
            begun.then(() => undefined),
          );
          const waiting = waitingPoints(before).map(({ enqueued }) => enqueued);
          const trials = before.trials.length + waiting.length;
          const after = await settle(simulation, options, simulation.execute('two', { budget: { trials } }));
          expect(waitingPoints(after)).toEqual([]);
          expect(after.trials.slice(before.trials.length).map(({ enqueued }) => enqueued)).toEqual(waiting);
          const tried = after.trials.filter(({ enqueued }) => enqueued).map(({ values }) => values.x);
          expect(tried.sort()).toEqual(
            batches
              .flat()
              .map(({ x }) => x)
              .sort(),
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  it('trains no epoch twice but after a crash, with oracles that spend epochs', async () => {
    await fc.assert(
      fc.asyncProperty(situation, fc.constantFrom('asha', 'hyperband', 'auto'), async (options, oracle) => {
        const simulation = new Simulation({ ...options, workers: 0, oracle, epochs: 9 });
        const study = await settle(simulation, options, simulation.execute('one'));
        expect(study.trials.length).toBeLessThanOrEqual(options.budget.trials);
        for (const { legs } of study.trials) {
          const trained = legs.filter(({ result }) => result?.status === 'completed');
          const ends = trained.map(({ assigned }) => assigned.toEpoch);
          expect(trained.map(({ assigned }) => assigned.fromEpoch)).toEqual([0, ...ends].slice(0, ends.length));
        }
        if (oracle !== 'asha' || options.chaos.crash > 0) return;
        for (const rung of [1, 3]) expect(promotedFrom(study, rung)).toBeLessThanOrEqual(knownAt(study, rung) / 3);
      }),
      { numRuns: 60 },
    );
  });
});

/** Trials that have a leg which ended at a rung or after. */
function knownAt({ trials }: Study, rung: number): number {
  return trials.filter(({ epochs }) => epochs >= rung).length;
}

function promotedFrom({ trials }: Study, rung: number): number {
  return trials.filter(({ legs }) => legs.some(({ assigned }) => assigned.fromEpoch === rung)).length;
}
