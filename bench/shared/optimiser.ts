import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { EpochSettings } from '../../shared/study/oracle-settings.js';
import { installEnvironment } from '../python-environment.js';
import type { Command } from './ask-tell-program.js';

/** An optimiser that a benchmark can drive: an oracle of this project, or a Python peer. */
export interface Optimiser {
  readonly name: string;
  /** Seeds of the quick form and of the full one; 0 leaves it out unless it is named. */
  readonly seeds: { readonly quick: number; readonly full: number };
  /** Of an oracle: its name, if that is not the optimiser's. */
  readonly oracle?: string;
  /** Of an oracle: what its studies are told of how to spend epochs. */
  readonly settings?: Pick<EpochSettings, 'options' | 'earlyStopping'>;
  /** Of a Python peer: what it needs, and how it is started. */
  readonly peer?: Peer;
}

export interface Peer {
  /** Folder of its environment. */
  readonly environment: string;
  readonly requirements: readonly string[];
  /** Packages whose versions are reported. */
  readonly packages: readonly string[];
  readonly script: string;
  /** The script's arguments. */
  readonly args: readonly string[];
  /** Whether it can be given finished trials, and so be timed after any number of them. */
  readonly takesHistory: boolean;
}

/** @param args a sampler, and perhaps a pruner */
export const optuna = (...args: string[]): Peer => ({
  environment: 'optuna-5.0.0',
  requirements: ['optuna==5.0.0', 'scipy'],
  packages: ['optuna', 'numpy'],
  script: 'optuna_peer.py',
  args,
  takesHistory: true,
});

/** What Keras Tuner imports without saying so stands here too: Keras, JAX for a backend, six. */
export const kerasTuner = (oracle: string): Peer => ({
  environment: 'keras-tuner-1.4.8',
  requirements: ['keras-tuner==1.4.8', 'keras', 'jax', 'scikit-learn', 'scipy', 'six'],
  packages: ['keras-tuner', 'keras', 'scikit-learn', 'scipy', 'numpy'],
  script: 'keras_tuner_peer.py',
  args: [oracle],
  takesHistory: false,
});

const inThisFolder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** One thread a run, since runs are spread over the cores. OpenBLAS must choose its kernel for the processor there is. */
function peerEnvironment(): NodeJS.ProcessEnv {
  const { OPENBLAS_CORETYPE: _coretype, OPENBLAS_L2_SIZE: _size, ...env } = process.env;
  const threads = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
  return { ...env, ...threads, PYTHONWARNINGS: 'ignore' };
}

/** How to start an optimiser; a Python peer is installed first, unless it is there. */
export async function commandOf({ name, oracle = name, peer }: Optimiser): Promise<Command> {
  if (!peer)
    return { file: process.execPath, args: [inThisFolder('../../dist/cli/main.js'), 'ask-tell', '--oracle', oracle] };
  const python = await installEnvironment(peer.environment, peer.requirements);
  return { file: python, args: [inThisFolder(`peers/${peer.script}`), ...peer.args], env: peerEnvironment() };
}

/** The packages of the peers among the optimisers, with their versions; empty without peers. */
export async function describePeers(optimisers: readonly Optimiser[]): Promise<string> {
  const versions = new Set<string>();
  for (const { peer } of optimisers) if (peer) versions.add(await versionsOf(peer));
  return [...versions].join('; ');
}

async function versionsOf({ environment, requirements, packages }: Peer): Promise<string> {
  const python = await installEnvironment(environment, requirements);
  const code =
    'import sys; from importlib.metadata import version; print(*[f"{p} {version(p)}" for p in sys.argv[1:]], sep=", ")';
  return execFileSync(python, ['-c', code, ...packages], { encoding: 'utf8' }).trim();
}
