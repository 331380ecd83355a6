import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { installMiniStack } from './cloud/ministack-install.js';
import { installTensorBoard } from './shared/tensorboard/reader.js';
import { unpackBrowser } from './ui/browser.js';

/**
 * Tests that start the command line or a trial's child process run the built files, so they are built first; those of
 * deployments need an AWS on this machine, those of event files TensorBoard, and those of the page a browser, which are
 * installed once: all at the same time.
 */
export default async function setUp(): Promise<void> {
  const ready = Promise.all([build(), installMiniStack(), installTensorBoard()]);
  unpackBrowser();
  await ready;
}

async function build(): Promise<void> {
  const [status] = await once(spawn('npm', ['run', '--silent', 'build'], { stdio: 'inherit' }), 'exit');
  if (status !== 0) throw new Error('The build failed; what it said stands above');
}
