import { readFile } from 'node:fs/promises';

/** Built beside the command line, by `ui/bundle.mjs`. */
const template = new URL('../../ui/export/report.html', import.meta.url);

/** The page of a report, complete. @param snapshot in base64 */
export async function reportHtml(study: string, snapshot: string): Promise<string> {
  const page = await readFile(template, 'utf8');
  return page
    .replace('<title></title>', () => `<title>${escaped(study)}</title>`)
    .replace('id="snapshot">', () => `id="snapshot">${snapshot}`);
}

function escaped(text: string): string {
  return text.replace(/[&<]/g, (character) => `&#${character.charCodeAt(0)};`);
}
