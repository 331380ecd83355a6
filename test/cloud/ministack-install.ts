import { installEnvironment } from '../../bench/python-environment.js';

const release = 'ministack==1.5.33';

/**
 * Installs MiniStack with the machine's python3 unless it is there, in 12 seconds.
 * @returns the Python that has it
 * @throws Error if there is no Python of version 3.10 or newer, or the registry can't be reached
 */
export function installMiniStack(): Promise<string> {
  return installEnvironment(release.replace('==', '-'), [release]);
}
