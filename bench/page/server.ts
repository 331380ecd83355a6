import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** The page as `stepladder ui` serves it, in a process of its own. */
export interface Server {
  readonly url: string;
  /** Settles when the process has ended. */
  stop(): Promise<void>;
}

/** Serves the studies of a directory at a port that is free. @throws Error if it ends before it serves */
export async function startServer(directory: string): Promise<Server> {
  const args = ['dist/cli/main.js', 'ui', '--store', directory];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const [line] = await Promise.race([once(child.stdout, 'data'), ended]);
  if (child.exitCode !== null) throw new Error(`stepladder ui ended with ${child.exitCode}`);
  return {
    url: String(line).trim(),
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}
