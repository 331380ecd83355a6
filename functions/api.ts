import { handle } from 'hono/aws-lambda';
import type { ApiOptions } from '../shared/api/context.js';
import { createApi } from '../shared/api/create-api.js';

/** The API function: answers the events of an HTTP API of Amazon API Gateway (payload format 2.0). */
export function apiHandler(options: ApiOptions): ReturnType<typeof handle> {
  return handle(createApi(options));
}
