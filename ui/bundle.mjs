import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * Bundles the page into `dist/ui`, and into `dist/ui/export` what the command line makes files of: the page of a report
 * without its data, and the plots for Node.js. The licences of the packages that are in it lie beside it.
 */
const source = new URL('./', import.meta.url);
const target = new URL('../dist/ui/', import.meta.url);
const exporting = new URL('export/', target);

/** Paths of all files that are bundled. */
const inputs = new Set();

await mkdir(exporting, { recursive: true });
await writeFile(new URL('main.js', target), await bundled('main.tsx'));
for (const name of ['index.html', 'style.css', 'icon.svg'])
  await copyFile(new URL(name, source), new URL(name, target));
await writeFile(new URL('draw.js', exporting), await bundled('draw.ts', { platform: 'node' }));
const script = await bundled('report.tsx');
const licences = await licencesOf([...inputs]);
await writeFile(new URL('licenses.txt', target), licences);
await writeFile(new URL('report.html', exporting), await reportOf(script, licences));

/**
 * The text of a bundle.
 *
 * @param {string} entry
 * @param {import('esbuild').BuildOptions} options
 */
async function bundled(entry, options = {}) {
  const { metafile, outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(entry, source))],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    loader: { '.css': 'text' },
    metafile: true,
    write: false,
    ...options,
  });
  for (const input of Object.keys(metafile.inputs)) inputs.add(input);
  return /** @type {import('esbuild').OutputFile} */ (outputFiles[0]).text;
}

/**
 * The page of a report, all in one: `<title>` and what is in `#snapshot` are still to come. Its policy knows its script and
 * its style by their hashes, and lets it load nothing.
 *
 * @param {string} script
 * @param {string} licences
 */
async function reportOf(script, licences) {
  const style = await readFile(new URL('style.css', source), 'utf8');
  const icon = await readFile(new URL('icon.svg', source), 'base64');
  for (const [text, end] of [
    [script, /<\/script|<!--/i],
    [style, /<\/style/i],
    [licences, /<\/script|<!--/i],
  ])
    if (end.test(text)) throw new Error(`What stands in the report must not have ${end}`);
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title></title>
    <link rel="icon" href="data:image/svg+xml;base64,${icon}" />
    <style>${style}</style>
  </head>
  <body>
    <div id="page"></div>
    <noscript>This page needs JavaScript.</noscript>
    <script type="application/gzip" id="snapshot"></script>
    <script type="module">${script}</script>
    <script type="text/plain" id="licenses">${licences}</script>
  </body>
</html>
`;
}

/** @param {string} text */
function hashOf(text) {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** @param {string[]} paths of bundled files */
async function licencesOf(paths) {
  const folders = new Set(paths.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []));
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
