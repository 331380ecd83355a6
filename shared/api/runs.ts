import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { StepladderError } from '../errors.js';
import { StudyLog } from '../study/log.js';
import { type Context, checkSlots, withStartedStudy } from './context.js';
import { body, commonProblems, json, problem, studyNotFound, studyParameter } from './parameters.js';
import { starting, startingSchema } from './studies.js';
import { resumeSchema } from './study-request.js';

const stopRoute = createRoute({
  method: 'post',
  path: '/studies/{study}/stop',
  operationId: 'stopStudy',
  summary: 'Asks a study to stop: models pause at the end of their epoch, evaluations finish',
  request: { params: studyParameter },
  responses: {
    202: json(z.object({ study: z.string(), status: z.literal('stopping') }), 'The study was asked to stop'),
    404: studyNotFound,
    409: problem('StudyNotRunning'),
    ...commonProblems,
  },
});

const resumeRoute = createRoute({
  method: 'post',
  path: '/studies/{study}/resume',
  operationId: 'resumeStudy',
  summary: 'Goes on with a study',
  request: { params: studyParameter, body: body(resumeSchema, { required: false }) },
  responses: {
    202: json(startingSchema, 'The next run is starting'),
    404: studyNotFound,
    409: problem('StudyRunning'),
    ...commonProblems,
  },
});

export function runRoutes(app: OpenAPIHono, context: Context): void {
  app.openapi(stopRoute, async (c) => {
    const { study } = c.req.valid('param');
    await stopStudy(context, study);
    return c.json({ study, status: 'stopping' as const }, 202);
  });
  app.openapi(resumeRoute, async (c) => {
    const { study } = c.req.valid('param');
    const run = await resumeStudy(context, study, c.req.valid('json'));
    return c.json(starting(study, run), 202);
  });
}

async function stopStudy(context: Context, study: string): Promise<void> {
  await withStartedStudy(context, study, 'StudyNotRunning', async (log) => {
    const isAlive = await context.executions.isAlive(log);
    const state = log.study.lastRun;
    if (!isAlive || !state) throw new StepladderError('StudyNotRunning', `Study '${study}' is not running`);
    await log.createStop({ run: state.run.run, at: context.clock() });
  });
}

/** @returns the number of the run that starts. */
async function resumeStudy(
  context: Context,
  study: string,
  { budget, slots }: z.infer<typeof resumeSchema>,
): Promise<number> {
  checkSlots(context, slots);
  return withStartedStudy(context, study, 'StudyRunning', async (log) => {
    const isAlive = await context.executions.isAlive(log);
    const run = log.study.runs.size + 1;
    const request = { study, ...(budget && { budget }), ...(slots !== undefined && { slots }) };
    const isRecorded = async () => (await StudyLog.open(context.store, study)).study.runs.size >= run;
    if (!isAlive && (await context.executions.begin(run, request, isRecorded)) === 'begun') return run;
    throw new StepladderError('StudyRunning', `Study '${study}' is running`);
  });
}
