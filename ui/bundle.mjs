import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Bundles the page into `dist/ui`, with the licences of the packages that are in it. */
const source = new URL('./', import.meta.url);
const target = new URL('../dist/ui/', import.meta.url);

await mkdir(target, { recursive: true });
const { metafile } = await build({
  entryPoints: [fileURLToPath(new URL('main.tsx', source))],
  outfile: fileURLToPath(new URL('main.js', target)),
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  legalComments: 'none',
  metafile: true,
});
for (const name of ['index.html', 'style.css', 'icon.svg'])
  await copyFile(new URL(name, source), new URL(name, target));
await writeFile(new URL('licenses.txt', target), await licencesOf(Object.keys(metafile.inputs)));

/** @param {string[]} inputs paths of bundled files */
async function licencesOf(inputs) {
  const folders = new Set(inputs.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []));
  const texts = [];
  for (const folder of [...folders].sort()) {
    const names = (await readdir(folder)).filter((name) => /^(licen[cs]e|notice)(\.|$)/i.test(name));
    const parts = await Promise.all(names.map((name) => readFile(`${folder}/${name}`, 'utf8')));
    texts.push(
      `${folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length)}\n\n${parts.join('\n\n')}`,
    );
  }
  return texts.join('\n\n');
}
