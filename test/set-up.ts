import { execFileSync } from 'node:child_process';

/** Tests that start the command line or a trial's child process run the built files, so they are built first. */
export default function setUp(): void {
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
}
