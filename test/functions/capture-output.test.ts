import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { root } from '../docs/pages.js';

/** Runs a program in a process of its own. @returns what it printed, and what was captured of that */
function captured(program: string, before = ''): { printed: string; text: string | null } {
  const code = `
    import { writeFileSync, writeSync } from 'node:fs';
    ${before}
    const { captureOutput } = await import('./dist/functions/capture-output.js');
    const output = captureOutput();
    console.log('too early');
    output.begin();
    ${program}
    writeFileSync(3, JSON.stringify(output.text() ?? null));`;
  const command = ['-c', 'exec "$0" --input-type=module -e "$1" 3>&2 2>&1', process.execPath, code];
  const { stdout, stderr } = spawnSync('sh', command, { cwd: root, encoding: 'utf8' });
  return { printed: stdout, text: JSON.parse(stderr) };
}

describe('what a process prints', () => {
  it('is captured line by line, and goes where it went', () => {
    const { printed, text } = captured(`
      console.log('a %d', 1);
      console.error('to stderr');
      process.stdout.write('in ');
      process.stdout.write('parts\\nlast');`);
    expect(printed).toBe('too early\na 1\nto stderr\nin parts\nlast');
    expect(text).toBe('a 1\nto stderr\nin parts\nlast');
  });

  it('is nothing where nothing was printed', () => {
    expect(captured('')).toEqual({ printed: 'too early\n', text: null });
  });

  it('is decoded from bytes that cut characters in two, and from other encodings', () => {
    const { text } = captured(`
      const bytes = Buffer.from('木ö\\n');
      for (const byte of bytes) process.stdout.write(Uint8Array.of(byte));
      process.stderr.write('c3b6', 'hex');`);
    expect(text).toBe('木ö\nö');
  });

  it('is captured once where the console writes past the streams, as on AWS Lambda', () => {
    const { printed, text } = captured(
      `console.log('a %s', 'b'); console.warn('c\\nd'); process.stdout.write('e\\n');`,
      `for (const name of ['log', 'warn']) console[name] = (...all) => writeSync(1, 'INFO ' + all.length + '\\n');`,
    );
    expect(printed).toBe('INFO 1\nINFO 2\nINFO 1\ne\n');
    expect(text).toBe('a b\nc\nd\ne');
  });
});
