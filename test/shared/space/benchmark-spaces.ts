const real = (name: string, min: number, max: number, sampling = 'linear') => ({
  name,
  kind: 'float',
  min,
  max,
  sampling,
});
const integer = (name: string, min: number, max: number, sampling = 'linear') => ({
  name,
  kind: 'int',
  min,
  max,
  sampling,
});
const choice = (name: string, ...values: string[]) => ({ name, kind: 'choice', values });
const given = (parameter: string, ...values: unknown[]) => ({ when: [{ parameter, in: values }] });

/** Search spaces of the benchmark, in the JSON form of the ask-tell protocol. */
export const benchmarkSpaces: Record<string, { parameters: object[] }> = {
  branin: { parameters: [real('x0', -5, 10), real('x1', 0, 15)] },
  'mixed-surface': {
    parameters: [
      choice('family', 'a', 'b', 'c'),
      real('x', 0, 1),
      real('rate', 1e-5, 1, 'log'),
      integer('depth', 1, 12),
      { name: 'gated', kind: 'boolean' },
      { ...real('gate', 0, 1), ...given('gated', true) },
      { ...integer('width', 1, 8), ...given('gated', true) },
    ],
  },
  'svc-breast': {
    parameters: [
      choice('kernel', 'linear', 'rbf', 'poly', 'sigmoid'),
      real('C', 1e-3, 1e3, 'log'),
      { ...real('gamma', 1e-5, 10, 'log'), ...given('kernel', 'rbf', 'poly', 'sigmoid') },
      { ...integer('degree', 2, 5), ...given('kernel', 'poly') },
    ],
  },
  'mlp-wine': {
    parameters: [
      integer('layers', 1, 3),
      integer('units_0', 4, 128, 'log'),
      { ...integer('units_1', 4, 128, 'log'), ...given('layers', 2, 3) },
      { ...integer('units_2', 4, 128, 'log'), ...given('layers', 3) },
      choice('activation', 'relu', 'tanh', 'logistic'),
      real('alpha', 1e-6, 10, 'log'),
      real('rate', 1e-5, 0.3, 'log'),
      integer('batch', 8, 64),
    ],
  },
  'every kind': {
    parameters: [
      { name: 'lr', kind: 'float', min: 0.01, max: 100, sampling: 'reverse_log', step: 10, default: 100 },
      { name: 'units', kind: 'int', min: 32, max: 512, sampling: 'linear', step: 32, default: 64 },
      { name: 'layer', kind: 'choice', values: ['dense', 2, true, null], default: null },
      { name: 'bias', kind: 'boolean', default: true },
      { name: 'version', kind: 'fixed', value: 3 },
    ],
  },
};
