import { describe, expect, it } from 'vitest';
import { StepladderError } from '../../../shared/errors.js';
import { oracleNames } from '../../../shared/oracles/oracles.js';
import { MemoryStore } from '../../../shared/store/memory.js';
import { TestApi } from './test-api.js';

const study = { study: 's', tuning: 'sum' };

describe('requests that cannot be understood', () => {
  it('get a problem document with a stable code', async () => {
    const api = new TestApi();

    expect(await api.problem('GET', '/')).toBe('404 RouteNotFound');
    expect(await api.problem('GET', '/studies/')).toBe('404 RouteNotFound');
    expect(await api.problem('GET', '/studies/s/none')).toBe('404 RouteNotFound');
    expect(await api.problem('GET', '/studies/%E0%A4%A')).toMatch(/^400 Invalid/);
    expect(await api.problem('POST', '/studies', '{"study":')).toBe('400 InvalidRequest');
    expect(await api.problem('POST', '/studies', '')).toBe('400 InvalidRequest');
    expect(await api.problem('POST', '/studies', 'null')).toBe('400 InvalidRequest');
    expect(await api.problem('POST', '/studies', '[]')).toBe('400 InvalidRequest');
    expect(await api.problem('POST', '/studies')).toBe('400 InvalidRequest');
    expect(await api.problem('POST', '/studies', { ...study, extra: 1 })).toBe('400 InvalidRequest');
    expect(await api.problem('POST', '/studies', JSON.stringify(study), 'text/plain')).toBe('415 UnsupportedMediaType');
    const large = { ...study, tuning: 'x'.repeat(1_000_001) };
    expect(await api.problem('POST', '/studies', large)).toBe('413 BodyTooLarge');
    expect(await api.problem('POST', '/studies/s/stop', large)).toBe('413 BodyTooLarge');
    expect(api.errors).toEqual([]);
  });

  it('get the methods that a route takes', async () => {
    const api = new TestApi();

    expect(await api.problem('PUT', '/studies')).toBe('405 MethodNotAllowed');
    expect(await api.problem('DELETE', '/studies/s/trials/1')).toBe('405 MethodNotAllowed');
    expect(await api.problem('GET', '/studies/s/ask')).toBe('405 MethodNotAllowed');
    expect((await api.call('PATCH', '/studies/s')).headers.get('allow')?.split(', ').sort()).toEqual(['DELETE', 'GET']);
  });
});

describe('what breaks', () => {
  it('is told by its code where that is of use, without the inside of other errors', async () => {
    const thrown: unknown[] = [
      new StepladderError('StoreUnavailable', 'the bucket is away'),
      new StepladderError('CorruptRecord', 'a record is broken'),
      new Error('the password is 1234'),
    ];
    const store = new (class extends MemoryStore {
      override async get(): Promise<never> {
        throw thrown[0];
      }
    })();
    const api = new TestApi(store);

    expect(await api.problem('GET', '/studies/s')).toBe('503 StoreUnavailable');
    thrown.shift();
    expect(await api.problem('GET', '/studies/s')).toBe('500 CorruptRecord');
    thrown.shift();
    const { body } = await api.call('GET', '/studies/s');
    expect(body).toMatchObject({ status: 500, code: 'InternalError', title: 'Internal Server Error' });
    expect(JSON.stringify(body)).not.toContain('1234');
    expect(api.errors.map((error) => (error as Error).message)).toContain('the password is 1234');
    expect(api.errors).toHaveLength(3);
  });
});

describe('tunings', () => {
  it('are those of the deployment', async () => {
    const tuning = { name: 'sum', trialFunction: 'sum-function', package: 'zip' };

    expect(await new TestApi().ok('GET', '/tunings')).toEqual({
      tunings: [{ ...tuning, megabytes: 1024, seconds: 60, architecture: 'arm64' }],
      oracles: oracleNames,
      mostSlots: 8,
    });
  });
});

describe('the description in OpenAPI', () => {
  const parts = (value: unknown): Record<string, unknown>[] => {
    if (Array.isArray(value)) return value.flatMap(parts);
    if (typeof value !== 'object' || value === null) return [];
    return [value as Record<string, unknown>, ...Object.values(value).flatMap(parts)];
  };

  it('has every route of the application, and nothing else', async () => {
    const api = new TestApi();
    const { openapi, info, paths } = await api.ok('GET', '/openapi.json');
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods as object).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const served = api.app.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);

    expect(openapi).toBe('3.1.0');
    expect(info).toMatchObject({ title: 'Stepladder', version: '1' });
    expect(described.sort()).toEqual([...new Set(served)].sort());
    expect(described).toHaveLength(24);
  });

  it('says of each what it is, takes and answers, problems too', async () => {
    const { paths } = await new TestApi().ok('GET', '/openapi.json');
    const ids = new Set<string>();
    for (const [path, methods] of Object.entries<Record<string, Record<string, never>>>(paths)) {
      for (const [method, { operationId, summary, parameters = [], requestBody, responses }] of Object.entries(
        methods,
      )) {
        const where = `${method} ${path}`;
        const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
        const named = (parameters as { in: string; name: string; required?: boolean; schema?: object }[])
          .filter((parameter) => parameter.in === 'path' && parameter.required && parameter.schema)
          .map(({ name }) => name);
        const problems = Object.entries<Record<string, never>>(responses ?? {}).filter(
          ([status]) => Number(status) >= 400,
        );

        expect(named, where).toEqual(inPath);
        expect(summary, where).toMatch(/^\S.{5,}$/);
        expect(ids.has(operationId as unknown as string), where).toBe(false);
        ids.add(operationId as unknown as string);
        expect(problems.length, where).toBeGreaterThanOrEqual(3);
        for (const [, { description, content }] of problems) {
          expect(description, where).toBeTruthy();
          expect(content, where).toEqual({
            'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
          });
        }
        if (requestBody) expect(requestBody, where).toHaveProperty(['content', 'application/json', 'schema', '$ref']);
      }
    }
  });

  it('names only what it has', async () => {
    const document = await new TestApi().ok('GET', '/openapi.json');
    const references = parts(document).flatMap(({ $ref }) => (typeof $ref === 'string' ? [$ref] : []));
    const names = Object.keys(document.components.schemas);

    expect(references.length).toBeGreaterThan(50);
    for (const reference of references) expect(names).toContain(reference.replace('#/components/schemas/', ''));
    for (const name of names) expect(references, name).toContain(`#/components/schemas/${name}`);
    for (const { type } of parts(document.components.schemas).filter(({ type }) => typeof type === 'string')) {
      expect(['object', 'array', 'string', 'number', 'integer', 'boolean', 'null']).toContain(type);
    }
  });
});
