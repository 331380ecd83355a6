import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { StepladderError } from '../errors.js';
import { StudyLogs } from '../study/logs.js';
import { bestSoFarRoutes } from './best-so-far.js';
import type { ApiOptions, Context } from './context.js';
import { enqueueRoutes } from './enqueue.js';
import { Executions } from './executions.js';
import { importanceRoutes } from './importance.js';
import { legRoutes } from './legs.js';
import { commonProblems, json } from './parameters.js';
import { HttpProblem, problemOf, respondWith } from './problem.js';
import { recordRoutes } from './records.js';
import { runRoutes } from './runs.js';
import { scheduleRoutes } from './schedules.js';
import { studyRoutes } from './studies.js';
import { trialRoutes } from './trials.js';
import { tuningRoutes } from './tunings.js';
import { workerRoutes } from './workers.js';

/** Bytes that a request's body may have: a worker tells the metrics of all its epochs, and a page of records holds that. */
const mostBytes = 1_000_000;

/** The HTTP API: one application for AWS Lambda and for a server on this machine. */
export function createApi({ runner, logError, ...options }: ApiOptions): OpenAPIHono {
  const app = new OpenAPIHono({
    defaultHook: (result) => {
      if (!result.success) throw invalid(result.error);
    },
  });
  app.onError((error) => {
    const problem = problemOf(error);
    if (problem.status >= 500) logError(error);
    return respondWith(problem, error instanceof HttpProblem ? error.headers : {});
  });
  app.notFound((c) => respondWith(problemOf(new HttpProblem('RouteNotFound', `There is no ${c.req.path}`))));
  app.use(
    bodyLimit({
      maxSize: mostBytes,
      onError: () => {
        throw new HttpProblem('BodyTooLarge', `The body may have ${mostBytes} bytes at the most`);
      },
    }),
  );
  const { store } = options;
  const context: Context = { ...options, logs: new StudyLogs(store), executions: new Executions(runner) };
  for (const routes of [
    studyRoutes,
    runRoutes,
    trialRoutes,
    bestSoFarRoutes,
    legRoutes,
    importanceRoutes,
    recordRoutes,
    workerRoutes,
    enqueueRoutes,
    scheduleRoutes,
    tuningRoutes,
  ]) {
    routes(app, context);
  }
  describeApi(app);
  refuseOtherMethods(app);
  return app;
}

const openApiRoute = createRoute({
  method: 'get',
  path: '/openapi.json',
  operationId: 'describeApi',
  summary: 'Describes this API in OpenAPI 3.1',
  responses: { 200: json(z.looseObject({ openapi: z.string() }), 'This document'), ...commonProblems },
});

function describeApi(app: OpenAPIHono): void {
  app.openAPIRegistry.registerPath(openApiRoute);
  app.get(openApiRoute.path, (c) => {
    const info = { title: 'Stepladder', version: '1', description: 'Serverless hyperparameter tuning' };
    return c.json(app.getOpenAPI31Document({ openapi: '3.1.0', info }));
  });
}

/** Registered after all routes, so that it gets only what none of them took. */
function refuseOtherMethods(app: OpenAPIHono): void {
  const methods = new Map<string, Set<string>>();
  for (const { path, method } of app.routes) {
    if (method !== 'ALL') methods.set(path, (methods.get(path) ?? new Set()).add(method));
  }
  for (const [path, allowed] of methods) {
    app.all(path, (c) => {
      const allow = [...allowed].join(', ');
      throw new HttpProblem('MethodNotAllowed', `${c.req.path} takes ${allow}, not ${c.req.method}`, { allow });
    });
  }
}

/** A name that cannot be one is told apart from everything else that is malformed. */
function invalid(error: z.core.$ZodError): StepladderError {
  const isName = error.issues.every(({ path }) => path.length === 1 && ['study', 'schedule'].includes(String(path[0])));
  const isAbsent = error.issues.some(({ code }) => code === 'invalid_type');
  return new StepladderError(isName && !isAbsent ? 'InvalidName' : 'InvalidRequest', z.prettifyError(error));
}
