import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { assignedSchema, resultSchema } from '../study/records.js';
import { shortFailure } from '../study/short-failure.js';
import { askForWorker, tellForWorker, workerAskSchema, workerTellSchema } from '../study/worker.js';
import type { Context } from './context.js';
import { body, commonProblems, json, studyNotFound, studyParameter } from './parameters.js';

const answerSchema = z
  .discriminatedUnion('next', [
    z.object({ next: z.literal('train'), leg: assignedSchema }),
    z.object({ next: z.literal('wait') }),
    z.object({ next: z.literal('done'), reason: z.string() }),
  ])
  .meta({ id: 'WorkerAnswer', description: 'What a worker should do: train a leg, ask again later, or leave' });

const toldSchema = z
  .object({ leg: z.number().int(), status: resultSchema.shape.status, ended: z.boolean() })
  .meta({ id: 'WorkerTold', description: 'How the leg ended, and whether this call ended it' });

const askRoute = createRoute({
  method: 'post',
  path: '/studies/{study}/ask',
  operationId: 'ask',
  summary: 'Hands a worker, anywhere, a leg to train; the same slot and turn again get the same leg',
  request: {
    params: studyParameter,
    body: body(workerAskSchema.meta({ id: 'WorkerAsk', description: 'A worker that asks for a leg' })),
  },
  responses: { 200: json(answerSchema, 'What to do'), 404: studyNotFound, ...commonProblems },
});

const tellRoute = createRoute({
  method: 'post',
  path: '/studies/{study}/tell',
  operationId: 'tell',
  summary: 'Tells how a worker’s leg ended; a leg that has ended stays as it ended',
  request: {
    params: studyParameter,
    body: body(
      workerTellSchema.meta({
        id: 'WorkerTell',
        description: 'How a worker’s leg ended, in 1 MB at the most. Long texts of a failure are cut.',
      }),
    ),
  },
  responses: { 200: json(toldSchema, 'How the leg ended'), 404: studyNotFound, ...commonProblems },
});

export function workerRoutes(app: OpenAPIHono, context: Context): void {
  app.openapi(askRoute, async (c) => {
    const request = c.req.valid('json');
    const answer = await context.logs.use(c.req.valid('param').study, undefined, (log) =>
      askForWorker(log, request, context.clock),
    );
    return c.json(answer, 200);
  });
  app.openapi(tellRoute, async (c) => {
    const { failure, ...rest } = c.req.valid('json');
    const told = { ...rest, ...(failure && { failure: shortFailure(failure) }) };
    const { result, ended } = await context.logs.use(c.req.valid('param').study, undefined, (log) =>
      tellForWorker(log, told, context.clock()),
    );
    return c.json({ leg: result.leg, status: result.status, ended }, 200);
  });
}
