import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { temporaryFolder } from './temporary-folder.js';

/** This file is TypeScript in the checkout and JavaScript in the package, and so are those that it bundles. */
const here = fileURLToPath(import.meta.url);
const extension = here.endsWith('.ts') ? '.ts' : '.js';
const root = join(dirname(here), '..');

/** CommonJS modules among those bundled look for these. */
const commonJs = [
  "import { createRequire as stepladderRequire } from 'node:module';",
  'const require = stepladderRequire(import.meta.url);',
  'const { filename: __filename, dirname: __dirname } = import.meta;',
].join(' ');

export interface BundleOptions {
  /** A file of `functions/lambda`, without its extension. */
  readonly entry: 'oracle' | 'api' | 'trial';
  /** The tuning module that a trial function trains. */
  readonly module?: string;
  /** The modules of the user's own oracles. */
  readonly oracles?: readonly string[];
  /** Files and folders to lie beside the bundle, relative to the tuning module's folder. */
  readonly files?: readonly string[];
  /** Packages that are left to be imported, not bundled. */
  readonly external?: readonly string[];
}

/**
 * Bundles one of the functions with all that it imports, AWS's SDK included, into a folder with `index.mjs`.
 *
 * @param into folder to make; a temporary one, gone with this process, if absent.
 * @returns the folder.
 * @throws esbuild's error naming file and line of what cannot be bundled.
 */
export function bundle(
  { entry, module, oracles = [], files = [], external = [] }: BundleOptions,
  into = temporaryFolder(),
): string {
  mkdirSync(into, { recursive: true });
  buildSync({
    entryPoints: [join(root, 'functions', 'lambda', entry + extension)],
    outfile: join(into, 'index.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    mainFields: ['module', 'main'],
    minify: true,
    keepNames: true,
    logLevel: 'error',
    banner: { js: commonJs },
    external: ['@tensorflow/tfjs-node', ...external],
    alias: {
      ...(module && { 'stepladder:tuning': module }),
      'stepladder:oracles': importerOf(oracles),
      ...replacements,
    },
  });
  if (module) for (const file of files) cpSync(join(dirname(module), file), join(into, file), { recursive: true });
  if (module && !external.includes('@tensorflow/*')) cpSync(wasm, join(into, basename(wasm)));
  return into;
}

/** A module that imports the modules of oracles. */
function importerOf(oracles: readonly string[]): string {
  const file = join(temporaryFolder(), 'oracles.mjs');
  const imports = oracles.map((oracle, index) => `import oracle${index} from ${JSON.stringify(oracle)};\n`);
  const members = oracles.map((oracle, index) => `[${JSON.stringify(basename(oracle))}, oracle${index}]`);
  writeFileSync(file, `${imports.join('')}export default [${members.join(', ')}];\n`);
  return file;
}

/** What a Lambda function can do without. */
const replacements = {
  stepladder: join(root, 'shared', `index${extension}`),
  'stepladder/estimators': join(root, 'shared', 'estimators', `index${extension}`),
  'stepladder/hypermodels': join(root, 'shared', 'hypermodels', `index${extension}`),
  'node-fetch': join(root, 'functions', 'lambda', `fetch${extension}`),
  '@aws-sdk/credential-provider-node': join(root, 'functions', 'lambda', `credentials${extension}`),
  '@tensorflow/tfjs-backend-webgl': join(root, 'functions', 'lambda', `no-webgl${extension}`),
};

const wasm = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm');
