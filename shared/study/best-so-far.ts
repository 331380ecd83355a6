import * as z from 'zod';
import { elapsedBy } from './budget.js';
import { dollarsOfLeg } from './cost.js';
import type { Objective } from './records.js';
import { directionsOf, lossesOf, scoreNamesOf } from './scores.js';
import type { Study } from './study.js';
import { countedLegs, type EndedLeg, foldTrial, type Trial } from './trial.js';

const count = z.number().int().min(0);

const stepSchema = z.object({
  score: z.number().describe('better than all before'),
  trial: count.describe('the trial that reached it'),
  trials: count.describe('trials of which a leg had ended by then'),
  epochs: count.describe('epochs trained by then in legs that count'),
  seconds: z.number().describe('seconds between the start and the end of runs by then'),
  dollars: z.number().describe('what the legs that had ended by then cost in the cloud; 0 on a laptop'),
});
/** When a study reached a score better than all before. */
export interface Step extends z.infer<typeof stepSchema> {}

/** How the best score of an objective came about. */
export const bestSoFarSchema = z
  .object({
    name: z.string().describe('what the score is called: a metric’s name, or the terms of a weighted sum'),
    direction: z.enum(['min', 'max']),
    steps: z.array(stepSchema),
  })
  .meta({ id: 'BestSoFar', description: 'How the best score of an objective came about, step by step' });
export type BestSoFar = z.infer<typeof bestSoFarSchema>;

/** A leg that has ended, what its trial's scores were by then, and what the study had spent. */
interface Moment extends Omit<Step, 'score'> {
  readonly scores: readonly number[] | undefined;
}

/**
 * How the best score came about, of each objective by itself: a step for each leg that ended with a score better than all
 * before, in the order in which legs ended. A trial's scores are those at its best epoch so far; of a trial that has failed
 * none count. What had been spent is counted as in `Spent`.
 */
export function bestSoFarOf(study: Study): BestSoFar[] {
  const { objective } = study.definition;
  const moments = momentsOf(study);
  const directions = directionsOf(objective);
  return scoreNamesOf(objective).map((name, index) => ({
    name,
    direction: directions[index] as BestSoFar['direction'],
    steps: stepsOf(moments, objective, index),
  }));
}

function stepsOf(moments: readonly Moment[], objective: Objective, index: number): Step[] {
  const steps: Step[] = [];
  let least = Number.POSITIVE_INFINITY;
  for (const { scores, ...spent } of moments) {
    const loss = scores && (lossesOf(scores, objective)[index] as number);
    if (loss === undefined || loss >= least) continue;
    least = loss;
    steps.push({ ...spent, score: scores?.[index] as number });
  }
  return steps;
}

function momentsOf(study: Study): Moment[] {
  const { compute } = study.definition;
  const elapsed = elapsedBy(study);
  const ended = study.trials
    .flatMap((trial) => endedLegs(trial).map((leg) => ({ trial, leg, seconds: elapsed(leg) })))
    .sort((a, b) => a.seconds - b.seconds || a.leg.assigned.leg - b.leg.assigned.leg);
  const trained = new Map<number, number>();
  const spent = { epochs: 0, dollars: 0 };
  return ended.map(({ trial, leg, seconds }) => {
    const before = trained.get(trial.number) ?? 0;
    const epochs = epochsAfter(trial, leg, before);
    trained.set(trial.number, epochs);
    spent.epochs += epochs - before;
    spent.dollars += dollarsOfLeg(leg, compute);
    return { trial: trial.number, trials: trained.size, seconds, ...spent, scores: scoresAfter(study, trial, leg) };
  });
}

function endedLegs({ legs }: Trial): EndedLeg[] {
  return legs.filter((leg): leg is EndedLeg => leg.result !== undefined);
}

/** The trial's own epochs when a leg of it had ended. */
function epochsAfter({ begunFrom }: Trial, leg: EndedLeg, before: number): number {
  const [counted] = countedLegs([leg]);
  const last = counted?.result.reports.at(-1)?.epoch;
  return last === undefined ? before : last - begunFrom;
}

function scoresAfter({ definition }: Study, trial: Trial, leg: EndedLeg): readonly number[] | undefined {
  if (trial.status === 'failed') return undefined;
  const legs = trial.legs.slice(0, trial.legs.findIndex(({ assigned }) => assigned === leg.assigned) + 1);
  if (legs.length === trial.legs.length) return trial.scores;
  return foldTrial(legs, definition.objective, definition.retries).scores;
}
