import * as z from 'zod';
import { rankedTrials } from './front.js';
import type { Study } from './study.js';
import { countedLegs, type Trial } from './trial.js';

const number = z.number().int().min(0);

/** Where a trial stands among those of its study. */
export const trialPlaceSchema = z.object({
  parent: number.optional().describe('the trial whose checkpoint it began from'),
  replaces: number.optional().describe('the trial whose place in a population it took'),
  replacedBy: number.optional().describe('the trial that took its place'),
  children: z.array(number).optional().describe('the trials that began from its checkpoint'),
  ranking: z
    .object({
      place: number.describe('from 1, in the order of the leaderboard'),
      of: number.describe('trials that have a score'),
      before: number.optional().describe('the trial one place before it'),
      after: number.optional().describe('the trial one place after it'),
    })
    .optional()
    .describe('absent without a score'),
  executions: number.optional().describe('trainings of the trial, whose mean counts, where it has several'),
  seed: number
    .optional()
    .describe('of the study: with the trial’s number and the execution’s it gives each its randomness'),
  checkpoint: z
    .object({ leg: number, epoch: number, bytes: number.optional() })
    .optional()
    .describe('the newest one, which may be deleted by now'),
});
type TrialPlace = z.infer<typeof trialPlaceSchema>;

export function trialPlace(study: Study, trial: Trial): TrialPlace {
  const { parent, replaces } = trial;
  const { executionsPerTrial = 1, seed } = study.definition;
  const children = study.trials.filter((other) => other.parent === trial.number).map((other) => other.number);
  const replacedBy = study.trials.find((other) => other.replaces === trial.number)?.number;
  const ranking = rankingOf(study, trial);
  const checkpoint = checkpointOf(trial);
  return {
    ...(parent !== undefined && { parent }),
    ...(replaces !== undefined && { replaces }),
    ...(replacedBy !== undefined && { replacedBy }),
    ...(children.length > 0 && { children }),
    ...(ranking && { ranking }),
    ...(executionsPerTrial > 1 && { executions: executionsPerTrial, seed }),
    ...(checkpoint && { checkpoint }),
  };
}

function rankingOf(study: Study, trial: Trial): TrialPlace['ranking'] {
  const ranked = rankedTrials(study);
  const index = ranked.findIndex((other) => other.trial.number === trial.number);
  if (index < 0) return undefined;
  const [before, after] = [ranked[index - 1]?.trial.number, ranked[index + 1]?.trial.number];
  return {
    place: index + 1,
    of: ranked.length,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  };
}

function checkpointOf({ legs, begunFrom }: Trial): TrialPlace['checkpoint'] {
  const counted = countedLegs(legs);
  const index = counted.findLastIndex(({ result }) => result.checkpoint !== undefined);
  const leg = counted[index];
  if (!leg) return undefined;
  const reports = counted.slice(0, index + 1).flatMap(({ result }) => result.reports);
  const { checkpointBytes: bytes } = leg.result;
  return { leg: leg.assigned.leg, epoch: reports.at(-1)?.epoch ?? begunFrom, ...(bytes !== undefined && { bytes }) };
}
