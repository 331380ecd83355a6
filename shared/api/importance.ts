import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { importanceMethods, importanceOf } from '../importance/importance.js';
import { type Context, withStudy } from './context.js';
import { commonProblems, json, problem, studyNotFound, studyParameter } from './parameters.js';

/** Trials that fANOVA takes: 10,000 of 20 hyperparameters take it 18 seconds, 1,000 take it two. */
const mostOfFanova = 1000;

const share = z.number().min(0);
const trialCount = z.number().int().min(0);

const importancesSchema = z
  .object({
    method: z.enum(importanceMethods),
    metric: z.string().nullable().describe('the metric that was looked at; null is the objective'),
    trials: trialCount.describe('trials that importances were worked out from'),
    drawnFrom: trialCount.optional().describe('where those were drawn, of how many'),
    hyperparameters: z
      .array(
        z.object({
          name: z.string(),
          importance: share.describe('those of all hyperparameters add up to 1'),
          trials: trialCount.describe('trials in which it was active, and had a choice'),
          variance: share.optional().describe('by fANOVA, its share of the variance, by itself'),
        }),
      )
      .readonly()
      .describe('the most important first'),
    pairs: z
      .array(
        z.object({
          names: z.tuple([z.string(), z.string()]).readonly(),
          variance: share.describe('the share of the variance that both have beyond what each has by itself'),
        }),
      )
      .readonly()
      .optional()
      .describe('by fANOVA: all pairs that interact, the strongest first'),
  })
  .meta({ id: 'Importances', description: 'How important hyperparameters are' });

const showRoute = createRoute({
  method: 'get',
  path: '/studies/{study}/importance',
  operationId: 'showImportance',
  summary: 'Tells how important each hyperparameter is',
  description:
    'By `ped-anova`, what the best tenth of the trials have in common; by `fanova`, the shares of the variance over the whole space, and ' +
    `of pairs. Of more than ${mostOfFanova} trials, fANOVA takes so many, drawn by their numbers.`,
  request: {
    params: studyParameter,
    query: z.strictObject({
      method: z.enum(importanceMethods).default('ped-anova'),
      metric: z
        .string()
        .min(1)
        .optional()
        .describe('of the trials’ best epochs; without it the objective, or with several how near to the front'),
    }),
  },
  responses: {
    200: json(importancesSchema, 'The importances'),
    404: studyNotFound,
    409: problem('TooFewTrials: 10 with a score are needed'),
    ...commonProblems,
  },
});

export function importanceRoutes(app: OpenAPIHono, context: Context): void {
  app.openapi(showRoute, async (c) => {
    const { method, metric } = c.req.valid('query');
    const importances = await withStudy(context, c.req.valid('param').study, ({ study }) =>
      importanceOf(study, {
        method,
        ...(method === 'fanova' && { mostTrials: mostOfFanova }),
        ...(metric !== undefined && { metric }),
      }),
    );
    return c.json(importances, 200);
  });
}
