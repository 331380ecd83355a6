import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { bestSoFarOf, bestSoFarSchema } from '../study/best-so-far.js';
import { summarySchema } from '../study/document.js';
import { type Context, withStudy } from './context.js';
import { commonProblems, json, studyNotFound, studyParameter } from './parameters.js';
import { briefSummary } from './summary.js';

const documentSchema = z
  .object({
    summary: summarySchema,
    objectives: z.array(bestSoFarSchema).describe('one, or one for each objective of a front'),
  })
  .meta({ id: 'StudyWithBestSoFar', description: 'A study, and how its best scores came about' });

const route = createRoute({
  method: 'get',
  path: '/studies/{study}/best-so-far',
  operationId: 'showBestSoFar',
  summary: 'Shows how the best score came about, by trials, epochs, seconds and dollars',
  description: 'What the study has spent since its last step, `summary.spent` has.',
  request: { params: studyParameter },
  responses: { 200: json(documentSchema, 'The study and its steps'), 404: studyNotFound, ...commonProblems },
});

export function bestSoFarRoutes(app: OpenAPIHono, context: Context): void {
  app.openapi(route, async (c) => {
    const { study } = c.req.valid('param');
    const document = await withStudy(context, study, async (log) => ({
      summary: await briefSummary(context, log),
      objectives: bestSoFarOf(log.study),
    }));
    return c.json(document, 200);
  });
}
