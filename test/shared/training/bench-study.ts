import { MemoryStore } from '../../../shared/store/memory.js';
import { readRecord } from '../../../shared/study/codec.js';
import { resultKey } from '../../../shared/study/keys.js';
import { StudyLog } from '../../../shared/study/log.js';
import { objectiveOf } from '../../../shared/study/objective.js';
import { open } from '../../../shared/study/open.js';
import type { Assigned, Result, Settings } from '../../../shared/study/records.js';
import { resultSchema } from '../../../shared/study/records.js';
import { trainLeg } from '../../../shared/training/leg.js';
import type { Tuning } from '../../../shared/training/tuning.js';

/** A study of one trial, whose legs the test hands out itself. */
export class BenchStudy {
  readonly store = new MemoryStore();
  readonly #tuning: Tuning;
  readonly #settings: Partial<Settings>;
  #log: StudyLog | undefined;
  #legs = 0;

  /** @param settings of the study, beside the tuning's */
  constructor(tuning: Tuning, settings: Partial<Settings> = {}) {
    this.#tuning = tuning;
    this.#settings = settings;
  }

  /** Trains a leg of trial 0 and reads how it ended. */
  async leg(leg: Partial<Assigned>, deadline = Number.POSITIVE_INFINITY): Promise<Result> {
    this.#log ??= await this.#open();
    const number = this.#legs++;
    const ask = `0001/01/000/${String(number).padStart(4, '0')}`;
    const values = { units: 12 };
    await this.#log.createAssigned({
      ...{ leg: number, trial: 0, values, fromEpoch: 0, toEpoch: 1, ask, run: 1, slot: 0, at: 0 },
      ...leg,
    });
    await trainLeg(this.store, this.#tuning, {
      ...{ study: 's', created: 0, leg: number, deadline },
      ...{ isRepeated: false, progressInterval: 1000 },
    });
    return (await readRecord(this.store, resultSchema, resultKey('s', number))) as Result;
  }

  async #open(): Promise<StudyLog> {
    const description = {
      tuning: 't',
      objective: objectiveOf(this.#tuning.objective),
      space: { parameters: [{ name: 'units', kind: 'int' as const, min: 4, max: 32, sampling: 'linear' as const }] },
    };
    const start = { trialFunction: 't', seed: 3, epochs: 4, ...this.#settings };
    await open(this.store, { study: 's', execution: 'e', start, description }, () => 0);
    return StudyLog.open(this.store, 's');
  }
}
