import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { valuesSchema } from '../space/parameter.js';
import { parameterSchema } from '../space/space.js';
import type { StudyLog } from '../study/log.js';
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

const queueSchema = z
  .object({
    study: z.string(),
    parameters: z.array(parameterSchema).describe('the search space that points are of, as far as it is known'),
    waiting: z.array(valuesSchema).describe('points that no trial has yet, complete, in the order of their trials'),
  })
  .meta({ id: 'Queue', description: 'What a study is to try next' });

const enqueueRoute = createRoute({
  method: 'post',
  path: '/studies/{study}/enqueue',
  operationId: 'enqueuePoints',
  summary: 'Has a study try points next; one that has ended tries them in its next run',
  request: { params: studyParameter, body: body(enqueueSchema) },
  responses: {
    200: json(queueSchema, 'What waits now'),
    404: studyNotFound,
    409: problem('PointKnown: a trial has the point, or it waits already. StudyNotRunning: it is just starting'),
    ...commonProblems,
  },
});

const queueRoute = createRoute({
  method: 'get',
  path: '/studies/{study}/enqueue',
  operationId: 'showQueue',
  summary: 'Shows the enqueued points that no trial has yet',
  request: { params: studyParameter },
  responses: { 200: json(queueSchema, 'What waits'), 404: studyNotFound, ...commonProblems },
});

export function enqueueRoutes(app: OpenAPIHono, context: Context): void {
  app.openapi(enqueueRoute, async (c) => {
    const { points, again } = c.req.valid('json');
    const queue = await withStartedStudy(context, c.req.valid('param').study, 'StudyNotRunning', async (log) => {
      await enqueue(log, { points, again }, context.clock());
      return queueOf(log);
    });
    return c.json(queue, 200);
  });
  app.openapi(queueRoute, async (c) => c.json(await withStudy(context, c.req.valid('param').study, queueOf), 200));
}

function queueOf({ study, name }: StudyLog) {
  const waiting = waitingPoints(study).map(({ values }) => values);
  return { study: name, parameters: [...study.space.parameters], waiting };
}
