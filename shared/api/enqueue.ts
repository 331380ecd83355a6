import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { valuesSchema } from '../space/parameter.js';
import { enqueue, waitingPoints } from '../study/queue.js';
import { type Context, withStartedStudy, withStudy } from './context.js';
import { body, commonProblems, json, problem, studyNotFound, studyParameter } from './parameters.js';

const enqueueSchema = z
  .strictObject({
    points: z
      .array(valuesSchema)
      .min(1)
      .max(1000)
      .describe('hyperparameters by name; what a point leaves out has its default'),
    again: z.boolean().optional().describe('whether they are tried even if a trial has them already, or they wait'),
  })
  .meta({ id: 'Enqueue', description: 'Points that a study is to try next, whatever its oracle' });

const waitingSchema = z
  .object({ study: z.string(), waiting: z.array(valuesSchema).describe('each complete, in the order of their trials') })
  .meta({ id: 'WaitingPoints', description: 'Enqueued points that no trial has yet' });

const enqueueRoute = createRoute({
  method: 'post',
  path: '/studies/{study}/enqueue',
  operationId: 'enqueuePoints',
  summary: 'Has a study try points next; one that has ended tries them in its next run',
  request: { params: studyParameter, body: body(enqueueSchema) },
  responses: {
    200: json(waitingSchema, 'What waits now'),
    404: studyNotFound,
    409: problem('PointKnown: a trial has the point, or it waits already. StudyNotRunning: it is just starting'),
    ...commonProblems,
  },
});

const waitingRoute = createRoute({
  method: 'get',
  path: '/studies/{study}/enqueue',
  operationId: 'listWaitingPoints',
  summary: 'Lists enqueued points that no trial has yet',
  request: { params: studyParameter },
  responses: { 200: json(waitingSchema, 'What waits'), 404: studyNotFound, ...commonProblems },
});

export function enqueueRoutes(app: OpenAPIHono, context: Context): void {
  app.openapi(enqueueRoute, async (c) => {
    const { study } = c.req.valid('param');
    const { points, again } = c.req.valid('json');
    const waiting = await withStartedStudy(context, study, 'StudyNotRunning', async (log) => {
      await enqueue(log, { points, again }, context.clock());
      return waitingPoints(log.study);
    });
    return c.json({ study, waiting: waiting.map(({ values }) => values) }, 200);
  });
  app.openapi(waitingRoute, async (c) => {
    const { study } = c.req.valid('param');
    const waiting = await withStudy(context, study, (log) => waitingPoints(log.study));
    return c.json({ study, waiting: waiting.map(({ values }) => values) }, 200);
  });
}
