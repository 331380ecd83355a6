import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { installEnvironment } from '../../../bench/python-environment.js';

/** TensorBoard and what its readers import; its server's packages are left out. Which numpy runs, the Python decides. */
const releases = ['tensorboard==2.21.0', 'protobuf==7.36.2', 'absl-py==2.5.1'];
const requirements = ['--no-deps', ...releases, 'numpy'];
const program = fileURLToPath(new URL('../../fixtures/read_tensorboard.py', import.meta.url));

/** A number as protobuf's JSON has it. */
type JsonNumber = number | 'nan' | 'inf' | '-inf';

export interface HParamInfo {
  readonly name: string;
  readonly type: string;
  readonly domain_discrete?: readonly (string | number | boolean)[];
  readonly domain_interval?: { readonly min_value: number; readonly max_value: number };
  readonly differs: boolean;
}

export interface Session {
  readonly name: string;
  readonly status: string;
  readonly start_time_secs: number;
  readonly end_time_secs: number;
}

export interface SessionGroup {
  readonly name: string;
  readonly hparams: Readonly<Record<string, string | number | boolean>>;
  readonly sessions: readonly Session[];
  readonly metric_values: readonly { name: { tag: string }; value: number; training_step: number }[];
}

export interface ScalarPoint {
  readonly step: number;
  readonly wall_time: number;
  readonly value: JsonNumber;
}

/** What TensorBoard reads in a directory. */
export interface Log {
  readonly experiment: {
    readonly name: string;
    readonly time_created_secs: number;
    readonly hparam_infos: readonly HParamInfo[];
    readonly metric_infos: readonly { name: { tag: string }; display_name: string }[];
  };
  readonly groups: readonly SessionGroup[];
  /** By run and tag. */
  readonly scalars: Readonly<Record<string, Readonly<Record<string, readonly ScalarPoint[]>>>>;
}

/**
 * Installs TensorBoard's readers with the machine's python3 unless they are there, in 15 seconds.
 *
 * @returns the Python that has them
 * @throws Error if there is no Python of version 3.10 or newer, or the registry can't be reached
 */
export function installTensorBoard(): Promise<string> {
  return installEnvironment(releases.join('-').replaceAll('==', '-'), requirements);
}

/** Reads a directory by TensorBoard's own readers and its HParams plugin. */
export async function readLog(directory: string): Promise<Log> {
  const { stdout } = await promisify(execFile)(await installTensorBoard(), [program, directory]);
  return JSON.parse(stdout) as Log;
}
