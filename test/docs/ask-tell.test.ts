import { expect, it } from 'vitest';
import { start } from '../cli/stepladder.js';
import { textOf } from './pages.js';

it('the conversation that docs/ask-tell.md shows is one that was had', async () => {
  const lines = (sign: string) =>
    [...textOf('docs/ask-tell.md').matchAll(new RegExp(`^${sign} (\\{.*\\})$`, 'gm'))].map(
      ([, line]) => line as string,
    );
  const running = start(['ask-tell', '--oracle', 'random'], {}, 'pipe');
  running.process.stdin?.end(`${lines('>').join('\n')}\n`);
  const { stdout, status } = await running.ended;
  expect(status).toBe(0);
  expect(stdout.trim().split('\n')).toEqual(lines('<'));
});
