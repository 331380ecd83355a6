import { type Random, randomFor } from '../../shared/math/random.js';
import { AskTellProgram, type Command, type HandedOut } from '../shared/ask-tell-program.js';
import type { Problem } from './problems/problem.js';
import type { Run } from './regret.js';

export interface DriveOptions {
  readonly seed: number;
  readonly trials: number;
  /** Trials that are pending at any time, once so many have been asked for; they end in a random order, which the seed fixes. */
  readonly workers: number;
}

interface Pending extends HandedOut {
  /** What asking took. */
  readonly milliseconds: number;
}

/**
 * Drives a program that speaks ask-tell through a problem, in a process of its own.
 *
 * @throws Error if it answers with an error, ends, or has nothing to suggest before the trials are spent.
 */
export async function drive(
  command: Command,
  problem: Problem,
  options: DriveOptions,
): Promise<Omit<Run, 'optimiser'>> {
  const program = new AskTellProgram(command);
  try {
    await program.create({ parameters: problem.parameters, seed: options.seed, maxTrials: options.trials });
    const told = await spend(program, problem, options);
    return { problem: problem.name, seed: options.seed, workers: options.workers, ...told };
  } finally {
    await program.end();
  }
}

async function spend(program: AskTellProgram, problem: Problem, { seed, trials, workers }: DriveOptions) {
  const order = randomFor('bench', 'order', seed);
  const pending: Pending[] = [];
  const scores: number[] = [];
  const milliseconds: number[] = [];
  let mustTell = false;
  while (scores.length < trials) {
    if (pending.length < workers && scores.length + pending.length < trials && !mustTell) {
      const asked = await timed(() => program.ask());
      if (asked.answer.trial) pending.push({ ...asked.answer.trial, milliseconds: asked.milliseconds });
      else if (asked.answer.wait && pending.length > 0) mustTell = true;
      else throw new Error(`nothing was suggested after ${scores.length} of ${trials} trials`);
    } else {
      const trial = takeOne(pending, order);
      const score = problem.evaluate(trial.values);
      const telling = await timed(() => program.tell(trial.id, score));
      scores.push(score);
      milliseconds.push(trial.milliseconds + telling.milliseconds);
      mustTell = false;
    }
  }
  return { scores, milliseconds };
}

function takeOne(pending: Pending[], order: Random): Pending {
  return pending.splice(Math.floor(order() * pending.length), 1)[0] as Pending;
}

async function timed<T>(call: () => Promise<T>): Promise<{ answer: T; milliseconds: number }> {
  const begun = performance.now();
  const answer = await call();
  return { answer, milliseconds: performance.now() - begun };
}
