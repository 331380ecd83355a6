import type { Values } from '../../shared/space/parameter.js';
import { AskTellProgram, type Command, type HandedOut } from '../shared/ask-tell-program.js';
import type { Optimiser } from '../shared/optimiser.js';
import { BestSoFar } from './best-so-far.js';
import { SimulatedClock } from './clock.js';
import type { Run } from './compare.js';
import { type Curve, keyOf, secondsOfTraining, Trainings } from './curves/curve.js';

export interface DriveOptions {
  readonly seed: number;
  readonly workers: number;
  /** When the clock stops: when the workers together have had the time of so many whole trainings of average points. */
  readonly trainings: number;
  /** Of the optimiser, if it is an oracle. */
  readonly settings?: Optimiser['settings'];
}

/** An epoch that a worker trains, of a trial that was handed out to train up to another. */
interface Epoch {
  readonly trial: string;
  readonly values: Values;
  readonly epoch: number;
  readonly toEpoch: number;
}

/**
 * Drives a program that speaks ask-tell, in a process of its own, with workers that train on a curve on a simulated clock.
 * What the program itself takes does not count there. Who has nothing to train asks again whenever something was told.
 *
 * @throws Error if it answers with an error, ends, hands out epochs that there are not, or waits while nothing is trained.
 */
export async function drive(command: Command, curve: Curve, options: DriveOptions): Promise<Omit<Run, 'optimiser'>> {
  const program = new AskTellProgram(command);
  const { seed, workers, trainings, settings } = options;
  try {
    await program.create({ parameters: curve.parameters, seed, maxEpochs: curve.epochs, ...settings });
    const end = (trainings * secondsOfTraining(curve)) / workers;
    const simulation = new Simulation(program, curve, new SimulatedClock(workers, end));
    do await simulation.handOut();
    while (await simulation.trainEpoch());
    return { curve: curve.name, seed, workers, trainings, ...simulation.outcome(end) };
  } finally {
    await program.end();
  }
}

class Simulation {
  readonly #program: AskTellProgram;
  readonly #curve: Curve;
  readonly #clock: SimulatedClock<Epoch>;
  readonly #trainings: Trainings;
  readonly #best: BestSoFar;
  readonly #points = new Set<string>();
  #epochs = 0;
  #milliseconds = 0;

  constructor(program: AskTellProgram, curve: Curve, clock: SimulatedClock<Epoch>) {
    this.#program = program;
    this.#curve = curve;
    this.#clock = clock;
    this.#trainings = new Trainings(curve);
    this.#best = new BestSoFar(curve.untrained);
  }

  /** Asks for each worker that is idle, until there is nothing to hand out now. */
  async handOut(): Promise<void> {
    while (this.#clock.idle > 0) {
      const { trial, wait } = await this.#timed(this.#program.ask());
      if (!trial) {
        if (wait && this.#clock.running === 0) throw new Error('the optimiser waits, but nothing is trained');
        return;
      }
      this.#begin(firstEpoch(trial, this.#curve.epochs));
    }
  }

  /**
   * Moves on to the end of the next epoch, and tells it.
   *
   * @returns whether there was one before the clock stops
   */
  async trainEpoch(): Promise<boolean> {
    const done = this.#clock.next();
    if (!done) return false;
    const { trial, values, epoch, toEpoch } = done;
    const score = this.#trainings.score(values, epoch);
    this.#epochs += 1;
    this.#points.add(keyOf(this.#curve, values));
    this.#best.add(this.#clock.now, score);
    const trainsOn = await this.#timed(this.#program.tell(trial, score, epoch));
    if (trainsOn && epoch < toEpoch) this.#begin({ ...done, epoch: epoch + 1 });
    return true;
  }

  /** What has come of it when the clock stops. */
  outcome(end: number) {
    return {
      area: this.#best.mean(end),
      best: this.#best.best,
      trials: this.#points.size,
      epochs: this.#epochs,
      busy: this.#clock.busy,
      milliseconds: this.#milliseconds,
    };
  }

  #begin(epoch: Epoch): void {
    this.#clock.begin(epoch, this.#curve.seconds(epoch.values));
  }

  async #timed<T>(call: Promise<T>): Promise<T> {
    const begun = performance.now();
    const answer = await call;
    this.#milliseconds += performance.now() - begun;
    return answer;
  }
}

function firstEpoch({ id, values, fromEpoch = -1, toEpoch = -1 }: HandedOut, epochs: number): Epoch {
  if (fromEpoch >= 0 && fromEpoch < toEpoch && toEpoch <= epochs)
    return { trial: id, values, epoch: fromEpoch + 1, toEpoch };
  throw new Error(`trial ${id} was handed out for epochs ${fromEpoch} to ${toEpoch}, of ${epochs}`);
}
