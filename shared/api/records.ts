import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { type Context, withStudy } from './context.js';
import { commonProblems, json, studyNotFound, studyParameter } from './parameters.js';
import { readRecords } from './records-page.js';

const recordsRoute = createRoute({
  method: 'get',
  path: '/studies/{study}/records',
  operationId: 'readRecords',
  summary: 'Reads the log of a study, for readers that fold it themselves',
  description:
    'In this order: `study.json`, `legs/…`, `queue/…`, `runs/…` and, with `progress=true`, `progress/<study>/…` of running legs; each in the order of keys. ' +
    'To follow a study, read on from the last key before the oldest leg without a result.',
  request: {
    params: studyParameter,
    query: z.strictObject({
      after: z
        .string()
        .regex(/^(study\.json|(legs|queue|runs)\/[\w.-]{0,50}|progress\/[\w.-]{1,64}\/[\w.-]{0,50})$/, {
          error: 'it is no key of a record',
        })
        .optional(),
      progress: z.enum(['true', 'false']).optional(),
    }),
  },
  responses: {
    200: json(
      z.object({
        records: z.array(z.object({ key: z.string(), record: z.string().describe('one line of JSON') })),
        next: z.string().optional(),
      }),
      'A page of at most 1,000 records and 4 MB, and `after` of the next page if there is one',
    ),
    404: studyNotFound,
    ...commonProblems,
  },
});

export function recordRoutes(app: OpenAPIHono, context: Context): void {
  app.openapi(recordsRoute, async (c) => {
    const { after = '', progress } = c.req.valid('query');
    const page = await withStudy(context, c.req.valid('param').study, (log) =>
      readRecords(log, after, progress === 'true'),
    );
    return c.json(page, 200);
  });
}
