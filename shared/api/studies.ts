import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { errorCodeOf, StepladderError } from '../errors.js';
import { readRecord } from '../study/codec.js';
import { hasTags, type StudySummary, summarySchema } from '../study/document.js';
import { inParallel } from '../study/in-parallel.js';
import { definitionKey, studiesFolder } from '../study/keys.js';
import { definitionSchema, studyNameSchema, tagSchema } from '../study/records.js';
import { type Context, withStartedStudy, withStudy } from './context.js';
import { body, commonProblems, json, pageSize, problem, studyNotFound, studyParameter } from './parameters.js';
import { isAskedFor, type StartRequest, startSchema, templateOf } from './study-request.js';
import { briefSummary, detailedSummary } from './summary.js';

/** Studies of a page that are read at once: reading one whose log is new here takes up to 48 calls of the store at once. */
const parallel = 4;

/** Milliseconds for which a study that failed before its first record is told of; one that was deleted may look the same. */
const failureShown = 24 * 3600 * 1000;

export const startingSchema = z
  .object({ study: z.string(), status: z.literal('starting'), run: z.number().int() })
  .meta({ id: 'StartingStudy', description: 'A run that was asked for. Its records follow in a moment.' });

const pendingSchema = z.object({
  run: z.number().int(),
  status: z.enum(['starting', 'failed']),
  reason: z.string().optional(),
});

const detailedSchema = summarySchema
  .extend({ pending: pendingSchema.optional().describe('the run that was asked for last, while it has no record') })
  .meta({ id: 'StudyInDetail', description: 'A study, how far its running legs are, and the run asked for since' });

/** A study of which nothing is recorded yet. */
const unrecordedSchema = z
  .object({
    study: z.string(),
    status: z.enum(['starting', 'failed']),
    run: z.number().int(),
    reason: z.string().optional(),
  })
  .meta({ id: 'UnrecordedStudy', description: 'A study that is just starting, or failed before its first record' });

const startRoute = createRoute({
  method: 'post',
  path: '/studies',
  operationId: 'startStudy',
  summary: 'Starts a study; the same request again finds it',
  request: { body: body(startSchema) },
  responses: {
    200: json(detailedSchema, 'The study that the same request started before'),
    202: json(startingSchema, 'The study is starting'),
    409: problem('StudyExists: there is a study of that name, with other settings'),
    ...commonProblems,
  },
});

const tagsInQuery = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(tagSchema).max(32))
  .openapi({ type: 'string' });

const listRoute = createRoute({
  method: 'get',
  path: '/studies',
  operationId: 'listStudies',
  summary: 'Lists studies in the order of their names',
  request: {
    query: z.strictObject({
      limit: pageSize(100, 20),
      after: studyNameSchema.optional(),
      tag: tagsInQuery
        .optional()
        .describe('only studies with this tag; or several with commas between: with all of them'),
    }),
  },
  responses: {
    200: json(
      z.object({ studies: z.array(summarySchema), next: z.string().optional() }),
      'A page of studies, and `after` of the next page if there is one. A page may be short, even empty.',
    ),
    ...commonProblems,
  },
});

const showRoute = createRoute({
  method: 'get',
  path: '/studies/{study}',
  operationId: 'showStudy',
  summary: 'Shows a study',
  description: 'One that failed before its first record is shown for a day: `failed`, and why.',
  request: { params: studyParameter },
  responses: {
    200: json(z.union([detailedSchema, unrecordedSchema]), 'The study'),
    404: studyNotFound,
    ...commonProblems,
  },
});

const deleteRoute = createRoute({
  method: 'delete',
  path: '/studies/{study}',
  operationId: 'deleteStudy',
  summary: 'Deletes a study and its checkpoints',
  request: { params: studyParameter },
  responses: {
    204: { description: 'The study is deleted' },
    404: studyNotFound,
    409: problem('StudyRunning'),
    ...commonProblems,
  },
});

export function studyRoutes(app: OpenAPIHono, context: Context): void {
  app.openapi(startRoute, async (c) => {
    const request = c.req.valid('json');
    const summary = await startStudy(context, request);
    return summary ? c.json(summary, 200) : c.json(starting(request.study, 1), 202);
  });
  app.openapi(listRoute, async (c) => {
    const { limit, after = '', tag = [] } = c.req.valid('query');
    return c.json(await listStudies(context, limit, after, tag), 200);
  });
  app.openapi(showRoute, async (c) => c.json(await showStudy(context, c.req.valid('param').study), 200));
  app.openapi(deleteRoute, async (c) => {
    const { study } = c.req.valid('param');
    await withStartedStudy(context, study, 'StudyRunning', async (log) => {
      if (await context.executions.isBusy(log)) {
        throw new StepladderError('StudyRunning', `Study '${study}' is running. Stop it first.`);
      }
      await context.remove(study);
    });
    return c.body(null, 204);
  });
}

export function starting(study: string, run: number) {
  return { study, status: 'starting' as const, run };
}

/** @returns the study if the same request started it before; undefined if it starts now. */
async function startStudy(context: Context, chosen: StartRequest) {
  const { study, ...rest } = chosen;
  const template = templateOf(context, rest);
  const read = () => readRecord(context.store, definitionSchema, definitionKey(study));
  let existing = await read();
  if (!existing) {
    const begun = await context.executions.begin(1, { study, ...template }, async () => (await read()) !== undefined);
    if (begun === 'begun') return undefined;
    existing = await read();
  }
  if (existing && isAskedFor(existing, template))
    return withStudy(context, study, (log) => detailedSummary(context, log));
  throw new StepladderError(
    'StudyExists',
    `There is a study '${study}' already, with other settings. Resume it, or choose another name.`,
  );
}

async function listStudies(context: Context, limit: number, after: string, tags: readonly string[]) {
  const names = (await context.store.children(studiesFolder)).filter(
    (name) => name > after && studyNameSchema.safeParse(name).success,
  );
  const page = names.slice(0, limit);
  const summaries = await inParallel(page, (name) => summaryIfThere(context, name, tags), parallel);
  const next = names.length > limit ? page.at(-1) : undefined;
  return { studies: summaries.flatMap((summary) => summary ?? []), ...(next !== undefined && { next }) };
}

/** A folder without a definition is a study that is being deleted. Of a study without the tags nothing else is read. */
async function summaryIfThere(
  context: Context,
  name: string,
  tags: readonly string[],
): Promise<StudySummary | undefined> {
  try {
    if (tags.length > 0) {
      const definition = await readRecord(context.store, definitionSchema, definitionKey(name));
      if (!definition || !hasTags(definition, tags)) return undefined;
    }
    return await withStudy(context, name, (log) => briefSummary(context, log));
  } catch (error) {
    if (errorCodeOf(error) === 'StudyNotFound') return undefined;
    throw error;
  }
}

async function showStudy(context: Context, study: string) {
  try {
    return await withStudy(context, study, (log) => detailedSummary(context, log));
  } catch (error) {
    if (errorCodeOf(error) !== 'StudyNotFound') throw error;
    const pending = await context.executions.pending(study, 1, context.clock() - failureShown);
    if (!pending) throw error;
    return { study, ...pending };
  }
}
