import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { knownOracles } from '../oracles/oracles.js';
import { computeSchema } from '../study/records.js';
import type { Context } from './context.js';
import { commonProblems, json } from './parameters.js';

const tuningSchema = z
  .object({
    name: z.string(),
    trialFunction: z.string(),
    ...computeSchema.partial().shape,
    package: z.enum(['zip', 'image']).optional(),
  })
  .meta({
    id: 'Tuning',
    description: 'A tuning, and the function of the deployment, or the module of this machine, that trains its trials',
  });

const listRoute = createRoute({
  method: 'get',
  path: '/tunings',
  operationId: 'listTunings',
  summary: 'Lists the tunings that studies can be started from',
  responses: {
    200: json(
      z.object({
        tunings: z.array(tuningSchema),
        oracles: z.array(z.string()).describe('names of the oracles that a study may have'),
        mostSlots: z.number().int().describe('slots that a study may have'),
      }),
      'The tunings, and what else a start may choose',
    ),
    ...commonProblems,
  },
});

export function tuningRoutes(app: OpenAPIHono, { tunings, mostSlots }: Context): void {
  const listed = Object.entries(tunings).map(([name, tuning]) => ({ name, ...tuning }));
  app.openapi(listRoute, (c) => c.json({ tunings: listed, oracles: knownOracles(), mostSlots }, 200));
}
