import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { StepladderError } from '../errors.js';
import { trialDocument, trialDocumentSchema, trialWithHistory, trialWithHistorySchema } from '../study/document.js';
import { bestOf, frontOf, rankedTrials } from '../study/front.js';
import { legLogSchema, legLogsOf } from '../study/leg-logs.js';
import { isPareto } from '../study/scores.js';
import type { Study } from '../study/study.js';
import type { Trial } from '../study/trial.js';
import { type Context, withStudy } from './context.js';
import {
  commonProblems,
  json,
  pageSize,
  problem,
  studyNotFound,
  studyParameter,
  trialParameter,
  wholeNumber,
} from './parameters.js';
import { HttpProblem } from './problem.js';

const trialsSchema = z.array(trialDocumentSchema);

const listRoute = createRoute({
  method: 'get',
  path: '/studies/{study}/trials',
  operationId: 'listTrials',
  summary: 'Lists trials in the order of their numbers',
  request: {
    params: studyParameter,
    query: z.strictObject({
      limit: pageSize(1000, 100),
      after: wholeNumber(0, 999_999_999).optional(),
      status: trialDocumentSchema.shape.status.optional(),
    }),
  },
  responses: {
    200: json(
      z.object({ trials: trialsSchema, next: z.number().int().optional() }),
      'A page of trials, and `after` of the next page if there is one',
    ),
    404: studyNotFound,
    ...commonProblems,
  },
});

const showRoute = createRoute({
  method: 'get',
  path: '/studies/{study}/trials/{trial}',
  operationId: 'showTrial',
  summary: 'Shows a trial and its legs',
  request: { params: trialParameter },
  responses: {
    200: json(trialWithHistorySchema, 'The trial'),
    404: problem('StudyNotFound, TrialNotFound'),
    ...commonProblems,
  },
});

const logRoute = createRoute({
  method: 'get',
  path: '/studies/{study}/trials/{trial}/log',
  operationId: 'readTrialLog',
  summary: 'Reads what was printed while the legs of a trial trained',
  request: { params: trialParameter },
  responses: {
    200: json(z.object({ legs: z.array(legLogSchema) }), 'Of the legs that have ended, those that printed something'),
    404: problem('StudyNotFound, TrialNotFound'),
    ...commonProblems,
  },
});

const checkpointRoute = createRoute({
  method: 'get',
  path: '/studies/{study}/trials/{trial}/checkpoint',
  operationId: 'fetchCheckpoint',
  summary: 'Fetches the newest checkpoint of a trial',
  request: { params: trialParameter },
  responses: {
    200: { description: 'The checkpoint', content: { 'application/octet-stream': { schema: z.string() } } },
    307: { description: 'The checkpoint is at `location`, for some minutes. Send no credentials there.' },
    404: problem('StudyNotFound, TrialNotFound, NoCheckpoint'),
    ...commonProblems,
  },
});

const bestRoute = createRoute({
  method: 'get',
  path: '/studies/{study}/best',
  operationId: 'showBest',
  summary: 'Shows the best trial',
  description: 'A study with several objectives has none, but a front.',
  request: { params: studyParameter },
  responses: {
    200: json(trialDocumentSchema, 'The best trial; of equal ones the first'),
    404: problem('StudyNotFound, NoScore'),
    ...commonProblems,
  },
});

const frontRoute = createRoute({
  method: 'get',
  path: '/studies/{study}/front',
  operationId: 'listFront',
  summary: 'Lists the trials that no other dominates',
  description: 'With one objective, or a weighted sum, that is the best trial.',
  request: { params: studyParameter },
  responses: {
    200: json(z.object({ trials: trialsSchema }), 'The trials, along the first objective'),
    404: studyNotFound,
    ...commonProblems,
  },
});

const leaderboardRoute = createRoute({
  method: 'get',
  path: '/studies/{study}/leaderboard',
  operationId: 'listBest',
  summary: 'Lists the best trials, best first; with several objectives in the order of their fronts',
  request: { params: studyParameter, query: z.strictObject({ limit: pageSize(1000, 20) }) },
  responses: { 200: json(z.object({ trials: trialsSchema }), 'The trials'), 404: studyNotFound, ...commonProblems },
});

export function trialRoutes(app: OpenAPIHono, context: Context): void {
  app.openapi(listRoute, async (c) => {
    const { limit, after = -1, status } = c.req.valid('query');
    const trials = await withStudy(context, c.req.valid('param').study, ({ study }) =>
      study.trials.filter((trial) => trial.number > after && (!status || trial.status === status)),
    );
    const page = trials.slice(0, limit).map(trialDocument);
    const next = trials.length > limit ? page.at(-1)?.number : undefined;
    return c.json({ trials: page, ...(next !== undefined && { next }) }, 200);
  });
  app.openapi(showRoute, async (c) => {
    const { study, trial: number } = c.req.valid('param');
    const document = await withTrial(context, study, number, (trial, of) => trialWithHistory(of, trial));
    return c.json(document, 200);
  });
  app.openapi(logRoute, async (c) => {
    const { study, trial: number } = c.req.valid('param');
    const trial = await withTrial(context, study, number, (found) => found);
    return c.json({ legs: await legLogsOf(context.store, study, trial) }, 200);
  });
  app.openapi(checkpointRoute, async (c) => {
    const { study, trial: number } = c.req.valid('param');
    const key = await withTrial(context, study, number, ({ checkpoint }) => checkpoint);
    const found = key === undefined ? undefined : await context.checkpoints.locate(key);
    if (!found) throw new HttpProblem('NoCheckpoint', `Trial ${number} of study '${study}' has no checkpoint`);
    if ('url' in found) return c.redirect(found.url, 307);
    return c.body(new Uint8Array(found.bytes), 200, { 'content-type': 'application/octet-stream' });
  });
  app.openapi(bestRoute, async (c) => {
    const { study: name } = c.req.valid('param');
    const best = await withStudy(context, name, ({ study }) => {
      if (!isPareto(study.definition.objective)) return bestOf(study);
      throw new StepladderError(
        'InvalidRequest',
        `Study '${name}' has several objectives, and so no best trial but a front: GET /studies/${name}/front`,
      );
    });
    if (!best) throw new StepladderError('NoScore', `No trial of study '${name}' has a score yet`);
    return c.json(trialDocument(best), 200);
  });
  app.openapi(frontRoute, async (c) => {
    const trials = await withStudy(context, c.req.valid('param').study, ({ study }) => frontOf(study));
    return c.json({ trials: trials.map(trialDocument) }, 200);
  });
  app.openapi(leaderboardRoute, async (c) => {
    const trials = await withStudy(context, c.req.valid('param').study, ({ study }) =>
      rankedTrials(study).map(({ trial }) => trial),
    );
    return c.json({ trials: trials.slice(0, c.req.valid('query').limit).map(trialDocument) }, 200);
  });
}

/** @throws StudyNotFound, TrialNotFound */
function withTrial<T>(
  context: Context,
  name: string,
  number: number,
  work: (trial: Trial, study: Study) => T,
): Promise<T> {
  return withStudy(context, name, ({ study }) => {
    const trial = study.trial(number);
    if (trial) return work(trial, study);
    throw new StepladderError('TrialNotFound', `Study '${name}' has no trial ${number}`);
  });
}
