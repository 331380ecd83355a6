import { get } from '../api/request.js';

/** What the forms understand of JSON Schema, as the API's description has it. */
export interface JsonSchema {
  readonly type?: 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'array';
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

interface OpenApi {
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
}

/** The schema of a request's body, by its name in the API's description. @throws Refusal */
export async function schemaNamed(name: string): Promise<JsonSchema> {
  const { components } = await get<OpenApi>('/openapi.json');
  return components.schemas[name] ?? {};
}
