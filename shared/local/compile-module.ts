import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BuildFailure, Loader, Plugin } from 'esbuild';
import { type ModuleKind, moduleFault, moduleNameOf } from '../module-file.js';

/** A user's module as Node.js can import it. */
export interface CompiledModule {
  readonly file: string;
  /** Deletes what was compiled. */
  dispose(): Promise<void>;
}

/**
 * Compiles a user's module of TypeScript, with the local modules that it imports, to one JavaScript file in a temporary
 * folder: once a run, since a loader of TypeScript would cost each trial's process a quarter of a second. Packages are
 * imported from where the module would find them. JavaScript is left as it is.
 *
 * @throws TuningUnreadable, OracleUnreadable naming the file and line of the first fault.
 */
export async function compileModule(kind: ModuleKind, file: string): Promise<CompiledModule> {
  if (!/\.m?ts$/.test(file)) return { file, dispose: async () => undefined };
  const { build } = await import('esbuild');
  const folder = await mkdtemp(join(tmpdir(), 'stepladder-'));
  const dispose = () => rm(folder, { recursive: true, force: true });
  const compiled = join(folder, `${moduleNameOf(file)}.mjs`);
  try {
    await build({
      entryPoints: [file],
      outfile: compiled,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      sourcemap: 'inline',
      logLevel: 'silent',
      define: {
        'import.meta.url': '__stepladder_url',
        'import.meta.filename': '__stepladder_path',
        'import.meta.dirname': '__stepladder_folder',
      },
      plugins: [packagesStay, modulesKnowTheirPlace],
    });
    return { file: compiled, dispose };
  } catch (error) {
    await dispose();
    const [first] = (error as BuildFailure).errors ?? [];
    const where = first?.location ? ` (${first.location.file}:${first.location.line})` : '';
    const what = first ? first.text + where : String(error);
    throw moduleFault(kind, file, what, error);
  }
}

/** Packages are resolved from their importer, then imported as they are. */
const packagesStay: Plugin = {
  name: 'packages-stay',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^[^./]/ }, async ({ path, pluginData, kind, ...from }) => {
      if (pluginData === 'resolving' || kind === 'entry-point' || path.startsWith('node:')) return undefined;
      const found = await resolve(path, { ...from, kind, pluginData: 'resolving' });
      if (found.errors.length > 0 || found.external || /\.m?ts$/.test(found.path)) return found;
      return { path: pathToFileURL(found.path).href, external: true };
    });
  },
};

/** Each module's `import.meta` tells of its own file, though all become one. */
const modulesKnowTheirPlace: Plugin = {
  name: 'modules-know-their-place',
  setup({ onLoad }) {
    onLoad({ filter: /\.[mc]?[jt]sx?$/ }, async ({ path }) => {
      const place = Object.entries({
        __stepladder_url: pathToFileURL(path).href,
        __stepladder_path: path,
        __stepladder_folder: dirname(path),
      });
      const constants = place.map(([name, value]) => `const ${name} = ${JSON.stringify(value)};`).join(' ');
      const loader = extname(path).replace(/^\.[mc]?/, '') as Loader;
      return { contents: `${constants} ${await readFile(path, 'utf8')}`, loader };
    });
  },
};
