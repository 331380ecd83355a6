import { appendFileSync, readFileSync } from 'node:fs';

/** Appends a run to a file, as one line of JSON. */
export function appendRun(file: string, run: object): void {
  appendFileSync(file, `${JSON.stringify(run)}\n`);
}

/** The runs that were appended to a file. */
export function readRuns<Run>(file: string): Run[] {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}
