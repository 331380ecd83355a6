import type { JsonSchema } from './json-schema.js';

/** What the fields of a form say, by their paths (`budget.trials`); an empty field says nothing. */
export type FieldTexts = Readonly<Record<string, string>>;

/** What is wrong with fields, by their paths. */
export type FieldFaults = Readonly<Record<string, string>>;

/** The path of a property in an object at a path; '' is the whole document. */
export function pathOf(parent: string, name: string): string {
  return parent === '' ? name : `${parent}.${name}`;
}

/** The document that the fields make up, without what they leave out. */
export function documentOf(
  { properties = {} }: JsonSchema,
  texts: FieldTexts,
  at = '',
): Readonly<Record<string, unknown>> {
  const entries = Object.entries(properties).map(([name, schema]) => [name, valueAt(schema, texts, pathOf(at, name))]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function valueAt(schema: JsonSchema, texts: FieldTexts, path: string): unknown {
  if (schema.properties) {
    const value = documentOf(schema, texts, path);
    return Object.keys(value).length > 0 ? value : undefined;
  }
  const text = (texts[path] ?? '').trim();
  if (text === '') return undefined;
  if (schema.type === 'integer' || schema.type === 'number') return Number(text);
  if (schema.type === 'boolean') return text === 'true';
  return schema.type === 'array' || schema.type === 'object' ? JSON.parse(text) : text;
}

/** The texts of fields that say what a document says. */
export function textsOf(document: object, at = ''): FieldTexts {
  const texts = Object.entries(document).map(([name, value]): FieldTexts => {
    const path = pathOf(at, name);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return textsOf(value, path);
    return { [path]: typeof value === 'string' ? value : JSON.stringify(value) };
  });
  return Object.assign({}, ...texts);
}

/** Fields that the API's codes are about. */
const fieldsOfCodes: Readonly<Record<string, string>> = {
  UnknownTuning: 'tuning',
  UnknownOracle: 'oracle',
  StudyExists: 'study',
  ScheduleExists: 'schedule',
};

/**
 * The faults of single fields that a refusal tells of: zod lists each with the path at which it was found. The others it
 * tells of as a whole.
 */
export function faultsIn({ code, message }: { readonly code: string; readonly message: string }): FieldFaults {
  const field = fieldsOfCodes[code];
  if (field !== undefined) return { [field]: message };
  const found = message.matchAll(/✖ ((?:(?!✖|→).)*?)\s*→ at ([\w.]+)/gs);
  return Object.fromEntries([...found].map(([, fault, path]) => [path, fault]));
}
