import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Running, start } from '../cli/stepladder.js';

/** A study of a fixture whose trials wait, the first ones aside, until `open` is called. */
export function gated(
  store: string,
  study: string,
  fixture: string,
  trials: number,
): { running: Running; open: () => void } {
  const gate = join(store, `${study}.gate`);
  const flags = ['--trials', String(trials), '--slots', '1', '--seed', '1', '--json', '--store', store];
  const running = start(['run', `test/fixtures/${fixture}.ts`, '--study', study, ...flags], { GATE: gate });
  return { running, open: () => writeFileSync(gate, '') };
}
