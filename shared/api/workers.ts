import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { StudyLog } from '../study/log.js';
import { assignedSchema, resultSchema } from '../study/records.js';
import { askForWorker, tellForWorker, type WorkerTell, workerAskSchema, workerTellSchema } from '../study/worker.js';
import { type Context, withStudy } from './context.js';
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
    body: body(workerTellSchema.meta({ id: 'WorkerTell', description: 'How a worker’s leg ended' })),
  },
  responses: { 200: json(toldSchema, 'How the leg ended'), 404: studyNotFound, ...commonProblems },
});

export function workerRoutes(app: OpenAPIHono, context: Context): void {
  app.openapi(askRoute, async (c) => {
    const request = c.req.valid('json');
    const answer = await withStudy(context, c.req.valid('param').study, (log) =>
      askForWorker(log, request, context.clock),
    );
    return c.json(answer, 200);
  });
  app.openapi(tellRoute, async (c) => {
    const told = c.req.valid('json');
    const answer = await withStudy(context, c.req.valid('param').study, (log) => tell(log, told, context.clock()));
    return c.json(answer, 200);
  });
}

async function tell(log: StudyLog, told: WorkerTell, now: number) {
  const { result, ended } = await tellForWorker(log, told, now);
  return { leg: result.leg, status: result.status, ended };
}
