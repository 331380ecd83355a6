import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { oracleNames } from '../../shared/oracles/oracles.js';
import { installEnvironment } from '../python-environment.js';
import type { Command } from './ask-tell-program.js';

/** An optimiser that the benchmark can drive. */
export interface Optimiser {
  readonly name: string;
  /** Seeds of the quick form and of the full one; 0 leaves it out unless it is named. */
  readonly seeds: { readonly quick: number; readonly full: number };
  /** Of a Python peer: what it needs, and how it is started. */
  readonly peer?: Peer;
}

interface Peer {
  /** Folder of its environment. */
  readonly environment: string;
  readonly requirements: readonly string[];
  /** Packages whose versions are reported. */
  readonly packages: readonly string[];
  readonly script: string;
  /** The script's argument. */
  readonly kind: string;
  /** Whether it can be given finished trials, and so be timed after any number of them. */
  readonly takesHistory: boolean;
}

const usual = { quick: 3, full: 10 };

const ours = ['random', 'bayesian', 'tpe', 'auto'].filter((name) => oracleNames.includes(name));

const optuna = (kind: string): Peer => ({
  environment: 'optuna-5.0.0',
  requirements: ['optuna==5.0.0', 'scipy'],
  packages: ['optuna', 'numpy'],
  script: 'optuna_peer.py',
  kind,
  takesHistory: true,
});

/** Its Gaussian process needs PyTorch, which is some 6 GB on Linux where the registry has it with CUDA alone. */
const optunaWithTorch = (kind: string): Peer => ({
  ...optuna(kind),
  environment: 'optuna-5.0.0-torch',
  requirements: ['optuna==5.0.0', 'scipy', 'torch'],
  packages: ['optuna', 'torch', 'scipy', 'numpy'],
});

/** What Keras Tuner imports without saying so stands here too: Keras, JAX for a backend, six. */
const kerasTuner = (kind: string): Peer => ({
  environment: 'keras-tuner-1.4.8',
  requirements: ['keras-tuner==1.4.8', 'keras', 'jax', 'scikit-learn', 'scipy', 'six'],
  packages: ['keras-tuner', 'keras', 'scikit-learn', 'scipy', 'numpy'],
  script: 'keras_tuner_peer.py',
  kind,
  takesHistory: false,
});

/** Left to the full form: PyTorch is large, and Keras Tuner's Bayesian optimisation takes up to some seconds a trial. */
export const optimisers: readonly Optimiser[] = [
  ...ours.map((name) => ({ name, seeds: usual })),
  { name: 'optuna-tpe', seeds: usual, peer: optuna('tpe') },
  { name: 'optuna-gp', seeds: { quick: 0, full: 10 }, peer: optunaWithTorch('gp') },
  { name: 'keras-tuner-random', seeds: { quick: 1, full: 10 }, peer: kerasTuner('random') },
  { name: 'keras-tuner-bayesian', seeds: { quick: 0, full: 3 }, peer: kerasTuner('bayesian') },
];

const inThisFolder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** One thread a run, since runs are spread over the cores. OpenBLAS must choose its kernel for the processor there is. */
function peerEnvironment(): NodeJS.ProcessEnv {
  const { OPENBLAS_CORETYPE: _coretype, OPENBLAS_L2_SIZE: _size, ...env } = process.env;
  const threads = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
  return { ...env, ...threads, PYTHONWARNINGS: 'ignore' };
}

/** How to start an optimiser; a Python peer is installed first, unless it is there. */
export async function commandOf({ name, peer }: Optimiser): Promise<Command> {
  if (!peer)
    return { file: process.execPath, args: [inThisFolder('../../dist/cli/main.js'), 'ask-tell', '--oracle', name] };
  const python = await installEnvironment(peer.environment, peer.requirements);
  return { file: python, args: [inThisFolder(`peers/${peer.script}`), peer.kind], env: peerEnvironment() };
}

/** A peer's packages with their versions. */
export async function versionsOf({ environment, requirements, packages }: Peer): Promise<string> {
  const python = await installEnvironment(environment, requirements);
  const code =
    'import sys; from importlib.metadata import version; print(*[f"{p} {version(p)}" for p in sys.argv[1:]], sep=", ")';
  return execFileSync(python, ['-c', code, ...packages], { encoding: 'utf8' }).trim();
}
