import { describe, expect, it } from 'vitest';
import { documentOf, faultsIn, textsOf } from '../../../ui/forms/form-document.js';
import type { JsonSchema } from '../../../ui/forms/json-schema.js';
import { TestApi } from '../../shared/api/test-api.js';

const api = new TestApi();
const schemaNamed = async (name: string): Promise<JsonSchema> =>
  (await api.ok('GET', '/openapi.json')).components.schemas[name];

describe('the document of a form', () => {
  it('has the values of its fields by their types, and nothing of empty ones', async () => {
    const schema = await schemaNamed('StartStudy');
    const document = {
      ...{ tuning: 'sum', study: '7', seed: 7, executionsPerTrial: 2 },
      options: { factor: 2.5, halving: 'stopping', perturbed: ['x'] },
      earlyStopping: { median: false, minDelta: 0.001 },
      enqueue: [{ x: 0.5 }, {}],
      budget: { trials: 3, dollars: 0.5, target: -1 },
    };
    expect(documentOf(schema, textsOf(document))).toEqual(document);
    expect(documentOf(schema, { 'budget.trials': ' ', tuning: '' })).toEqual({});
  });

  it('gets each fault that the API finds to its field', async () => {
    const body = { tuning: 'sum', study: '-', budget: { trials: 0, seconds: -1 }, slots: 1 };
    const refused = (await api.call('POST', '/studies', body)).body;
    const faults = faultsIn({ code: refused.code, message: refused.detail });
    expect(Object.keys(faults).sort()).toEqual(['budget.seconds', 'budget.trials', 'study']);
    expect(faults['budget.trials']).toMatch(/>=1$/);
    const unknown = (await api.call('POST', '/studies', { tuning: 'nothing', study: 's' })).body;
    expect(faultsIn({ code: unknown.code, message: unknown.detail })).toEqual({ tuning: unknown.detail });
    expect(faultsIn({ code: 'StoreUnavailable', message: 'gone' })).toEqual({});
  });
});

/** Fields of forms, with all that are below them. */
function fieldsOf({ properties = {} }: JsonSchema): [name: string, schema: JsonSchema][] {
  return Object.entries(properties).flatMap(
    ([name, schema]) => [[name, schema], ...fieldsOf(schema)] as const,
  ) as never;
}

describe('the schemas of forms', () => {
  it.each(['StartStudy', 'ResumeStudy', 'CreateSchedule'])('say of each field of %s what it means', async (name) => {
    const fields = fieldsOf(await schemaNamed(name));
    expect(fields.length).toBeGreaterThan(5);
    expect(fields.filter(([, { description }]) => !description).map(([field]) => field)).toEqual([]);
  });
});
