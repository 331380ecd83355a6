import { execFileSync } from 'node:child_process';
import { installMiniStack } from './cloud/ministack-install.js';
import { installTensorBoard } from './shared/tensorboard/reader.js';
import { unpackBrowser } from './ui/browser.js';

/**
 * Tests that start the command line or a trial's child process run the built files, so they are built first; those of
 * deployments need an AWS on this machine, those of event files TensorBoard, and those of the page a browser, which are
 * installed once.
 */
export default async function setUp(): Promise<void> {
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
  await installMiniStack();
  await installTensorBoard();
  unpackBrowser();
}
