import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { scheduledSchema, scheduleNameSchema } from '../study/schedule.js';
import type { Context } from './context.js';
import { body, commonProblems, json, problem, scheduleParameter } from './parameters.js';
import type { Schedule } from './ports.js';
import { chosenSchema, templateOf } from './study-request.js';

const { timeZone, overlap } = scheduledSchema.shape;

const createSchema = chosenSchema
  .extend({
    schedule: scheduleNameSchema.describe('Its name: the beginning of its studies’ names.'),
    expression: z
      .string()
      .max(256)
      .regex(/^(rate|cron)\(.+\)$/, { error: 'it must be like rate(1 day) or cron(0 2 * * ? *)' })
      .describe(
        'When studies start: `rate(12 hours)`, or `cron(0 2 * * ? *)` of minutes, hours, day, month, weekday and year.',
      ),
    timeZone: timeZone.default('UTC').describe('Of a `cron` and of the dates in names, such as Europe/Berlin.'),
    overlap: overlap
      .default('skip')
      .describe('When the schedule’s last study still runs: skip this time, or allow another one.'),
  })
  .meta({
    id: 'CreateSchedule',
    description: 'Starts a study, named by the schedule and the date, whenever it is due',
  });

const documentSchema = z
  .object({
    ...createSchema.shape,
    timeZone,
    overlap,
    tuning: z.string().nullable().describe('null where the deployment has the tuning no longer'),
    state: z.enum(['enabled', 'paused']),
  })
  .meta({ id: 'Schedule', description: 'A schedule' });

const notFound = problem('ScheduleNotFound');

const createScheduleRoute = createRoute({
  method: 'post',
  path: '/schedules',
  operationId: 'createSchedule',
  summary: 'Creates a schedule',
  request: { body: body(createSchema) },
  responses: { 201: json(documentSchema, 'The schedule'), 409: problem('ScheduleExists'), ...commonProblems },
});

const listRoute = createRoute({
  method: 'get',
  path: '/schedules',
  operationId: 'listSchedules',
  summary: 'Lists schedules in the order of their names',
  responses: { 200: json(z.object({ schedules: z.array(documentSchema) }), 'The schedules'), ...commonProblems },
});

const pauseRoute = createRoute({
  method: 'post',
  path: '/schedules/{schedule}/pause',
  operationId: 'pauseSchedule',
  summary: 'Pauses a schedule: nothing is due until it is resumed',
  request: { params: scheduleParameter },
  responses: { 200: json(documentSchema, 'The schedule'), 404: notFound, ...commonProblems },
});

const resumeRoute = createRoute({
  method: 'post',
  path: '/schedules/{schedule}/resume',
  operationId: 'resumeSchedule',
  summary: 'Resumes a schedule that was paused',
  request: { params: scheduleParameter },
  responses: { 200: json(documentSchema, 'The schedule'), 404: notFound, ...commonProblems },
});

const deleteRoute = createRoute({
  method: 'delete',
  path: '/schedules/{schedule}',
  operationId: 'deleteSchedule',
  summary: 'Deletes a schedule; the studies that it started stay',
  request: { params: scheduleParameter },
  responses: { 204: { description: 'The schedule is deleted' }, 404: notFound, ...commonProblems },
});

export function scheduleRoutes(app: OpenAPIHono, context: Context): void {
  const { schedules } = context;
  app.openapi(createScheduleRoute, async (c) => {
    const { schedule: name, expression, timeZone, overlap, ...chosen } = c.req.valid('json');
    const request = { schedule: name, timeZone, overlap, template: templateOf(context, chosen) };
    const schedule: Schedule = { name, expression, state: 'enabled', request };
    await schedules.create(schedule);
    return c.json(scheduleDocument(context, schedule), 201);
  });
  app.openapi(listRoute, async (c) => {
    const all = await schedules.list();
    return c.json({ schedules: all.map((schedule) => scheduleDocument(context, schedule)) }, 200);
  });
  app.openapi(pauseRoute, async (c) => {
    const paused = await schedules.setState(c.req.valid('param').schedule, 'paused');
    return c.json(scheduleDocument(context, paused), 200);
  });
  app.openapi(resumeRoute, async (c) => {
    const resumed = await schedules.setState(c.req.valid('param').schedule, 'enabled');
    return c.json(scheduleDocument(context, resumed), 200);
  });
  app.openapi(deleteRoute, async (c) => {
    await schedules.remove(c.req.valid('param').schedule);
    return c.body(null, 204);
  });
}

function scheduleDocument({ tunings }: Context, { name, expression, state, request }: Schedule) {
  const { timeZone, overlap, template } = request;
  const { start, budget, slots } = template;
  const { trialFunction, oracle, seed, epochs, retries, maxConsecutiveFailures, enqueue, tags } = start;
  const tuning = Object.entries(tunings).find(([, deployed]) => deployed.trialFunction === trialFunction)?.[0] ?? null;
  const settings = { oracle, seed, epochs, retries, maxConsecutiveFailures, enqueue, tags, budget, slots };
  return { schedule: name, expression, timeZone, overlap, state, tuning, ...settings };
}
