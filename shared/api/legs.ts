import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { legDocument, legDocumentSchema } from '../study/leg-document.js';
import { type Context, withStudy } from './context.js';
import { commonProblems, json, pageSize, studyNotFound, studyParameter, wholeNumber } from './parameters.js';

const listRoute = createRoute({
  method: 'get',
  path: '/studies/{study}/legs',
  operationId: 'listLegs',
  summary: 'Lists legs in the order of their numbers: who trained what when, and what it cost',
  request: {
    params: studyParameter,
    query: z.strictObject({ limit: pageSize(1000, 100), after: wholeNumber(0, 999_999_999).optional() }),
  },
  responses: {
    200: json(
      z.object({ legs: z.array(legDocumentSchema), next: z.number().int().optional() }),
      'A page of legs, and `after` of the next page if there is one',
    ),
    404: studyNotFound,
    ...commonProblems,
  },
});

export function legRoutes(app: OpenAPIHono, context: Context): void {
  app.openapi(listRoute, async (c) => {
    const { limit, after = -1 } = c.req.valid('query');
    const { page, hasMore } = await withStudy(context, c.req.valid('param').study, ({ study }) => {
      const legs = study.legs.filter(({ assigned }) => assigned.leg > after);
      return { page: legs.slice(0, limit).map((leg) => legDocument(study, leg)), hasMore: legs.length > limit };
    });
    const next = hasMore ? page.at(-1)?.leg : undefined;
    return c.json({ legs: page, ...(next !== undefined && { next }) }, 200);
  });
}
