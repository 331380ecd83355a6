import { execFileSync } from 'node:child_process';

const csvToJson = `
import csv, io, json, sys
text = sys.stdin.buffer.read().decode()
print(json.dumps(list(csv.reader(io.StringIO(text, newline="")))))
`;

/** The rows of comma-separated values, as Python's csv module reads them. */
export function rowsOfCsv(text: string): string[][] {
  return JSON.parse(execFileSync('python3', ['-c', csvToJson], { input: text, encoding: 'utf8' }));
}

/** The rows of a table of GitHub's Markdown, without the rule below its header. @throws if it is no such table. */
export function rowsOfMarkdown(text: string): string[][] {
  const rows = text.split('\n').map((line) => {
    if (!/^\| .* \|$/.test(line)) throw new Error(`no row of a table: ${line}`);
    const cells = line.slice(1, -1).match(/(?:\\.|[^\\|])+/g) ?? [];
    return cells.map((cell) => cell.trim().replace(/\\(.)/g, '$1'));
  });
  const [rule = []] = rows.splice(1, 1);
  if (!rows.every(({ length }) => length === rule.length) || !rule.every((cell) => /^---:?$/.test(cell)))
    throw new Error(`no rule of so many columns: ${rule.join(' ')}`);
  return rows;
}
