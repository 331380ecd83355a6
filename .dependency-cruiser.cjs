/** Who may import whom: docs/design.md, "Modules". Whatever is not allowed here is forbidden. */
const layers = {
  math: [],
  space: ['math'],
  oracles: ['math', 'space'],
  store: [],
  study: ['math', 'space', 'oracles', 'store'],
  training: ['math', 'space', 'oracles', 'store', 'study'],
  hypermodels: ['math', 'space', 'training'],
  estimators: ['math', 'space', 'study', 'training'],
  importance: ['math', 'space', 'oracles', 'study', 'estimators'],
  tensorboard: ['math', 'space', 'study', 'store'],
  display: ['space', 'study'],
  export: ['space', 'study', 'tensorboard', 'display'],
  cloud: ['space', 'store', 'study'],
  api: ['math', 'space', 'oracles', 'store', 'study', 'importance'],
  local: ['math', 'space', 'oracles', 'store', 'study', 'training'],
};
const folders = Object.keys(layers);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'nothing-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(tsx|stepladder:)' },
    },
    ...folders.map((folder) => ({
      name: `${folder}-imports-only-below`,
      severity: 'error',
      from: { path: `^shared/${folder}/` },
      to: {
        path: `^shared/(${folders.filter((other) => other !== folder && !layers[folder].includes(other)).join('|')})/`,
      },
    })),
    {
      name: 'shared-is-below-all',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(cdk/.*\\.ts$|functions|tuner|cli|ui|examples|test|bench)/' },
    },
    {
      name: 'functions-know-no-caller',
      severity: 'error',
      from: { path: '^functions/' },
      to: { path: '^(cdk|tuner|cli|ui|examples|test|bench)/|^shared/local/' },
    },
    {
      name: 'tuners-know-no-terminal',
      severity: 'error',
      from: { path: '^tuner/' },
      to: { path: '^(cdk/.*\\.ts$|cli|ui|examples|test|bench)/' },
    },
    {
      name: 'the-page-talks-http-only',
      comment: 'It knows the types of the documents that the API answers with.',
      severity: 'error',
      from: { path: '^ui/' },
      to: { path: '^(cdk|functions|cli|shared|examples|test|bench)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nobody-imports-the-page',
      severity: 'error',
      from: { path: '^(cdk|functions|cli|examples|bench)/' },
      to: { path: '^ui/' },
    },
    {
      name: 'only-training-knows-tfjs',
      severity: 'error',
      from: { path: '^(cdk|functions|cli|shared)/', pathNot: '^shared/(training|hypermodels)/' },
      to: { path: 'node_modules/@tensorflow/' },
    },
    {
      name: 'only-the-s3-store-and-functions-know-aws',
      severity: 'error',
      from: { path: '^(tuner|cli|shared)/', pathNot: '^shared/(store/s3|cloud/connect)\\.ts$' },
      to: { path: 'node_modules/@aws-sdk/' },
    },
    {
      name: 'oracles-are-pure',
      severity: 'error',
      from: { path: '^shared/(oracles|space)/' },
      to: { dependencyTypes: ['core'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    exclude: { path: '^dist/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default'] },
  },
};
