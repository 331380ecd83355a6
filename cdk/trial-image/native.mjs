/**
 * Installs native training into a folder's node_modules: TensorFlow.js, its WebAssembly backend, and
 * `@tensorflow/tfjs-node` with the binding that its installer would download. Here the binding is compiled against the
 * libraries of TensorFlow's Python package, so package registries are all that is needed. `package.json` and the lock file
 * stay as they are. Run again, it only verifies.
 *
 *     node native.mjs [folder] [--slim]
 *
 * folder: the project, by default the current folder. --slim: for an image, deletes what only developers need.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import util, { parseArgs } from 'node:util';

const tfjs = '4.22.0';
const nodeApiHeaders = '1.9.0';
/** libtensorflow_cc, which the binding needs, comes apart from Python's own library from 2.12 on. */
const tensorflow = '2.15.1';
const wheels = {
  x64: { name: 'tensorflow-cpu', platform: 'manylinux2014_x86_64' },
  arm64: { name: 'tensorflow-cpu-aws', platform: 'manylinux2014_aarch64' },
};
const libraries = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];

/** Takes the libraries, those they bring along (OpenMP on arm64), and the headers out of a wheel, in Python. */
const extract = `
import sys, zipfile
wheel, *libraries = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    for entry in archive.infolist():
        folder, _, path = entry.filename.partition('/')
        if path in libraries or (folder.endswith('.libs') and path):
            entry.filename = path
            archive.extract(entry, 'libraries')
        elif path.startswith(('include/tensorflow/', 'include/tsl/')) and path.endswith('.h'):
            entry.filename = path
            archive.extract(entry)
`;

const { values: options, positionals } = parseArgs({ allowPositionals: true, options: { slim: { type: 'boolean' } } });
const folder = resolve(positionals[0] ?? '.');
const modules = join(folder, 'node_modules');
const addon = join(modules, '@tensorflow', 'tfjs-node');
/** Written last: what was built, so that an interrupted installation begins again. */
const stamp = join(addon, 'deps', 'built.json');
const built = JSON.stringify({ tfjs, tensorflow, arch: process.arch });

try {
  const wheel = wheelOfThisMachine();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === built) {
    say('is installed already');
  } else {
    installPackages();
    buildBinding(wheel);
  }
  if (options.slim) slim();
  await verify();
  writeFileSync(stamp, built);
} catch (error) {
  console.error(`native: ${error.message}`);
  process.exitCode = 1;
}

function say(what) {
  console.log(`native: ${what}`);
}

function wheelOfThisMachine() {
  const wheel = process.platform === 'linux' ? wheels[process.arch] : undefined;
  if (wheel) return wheel;
  throw new Error(
    `this builds for Linux on x64 and arm64, not for ${process.platform} on ${process.arch}: ` +
      `there, try \`npm install --no-save @tensorflow/tfjs-node@${tfjs}\`, whose own installer downloads a binding`,
  );
}

function installPackages() {
  const packages = ['tfjs', 'tfjs-backend-wasm', 'tfjs-node'].map((name) => `@tensorflow/${name}@${tfjs}`);
  say(`installs ${packages.join(', ')} into ${modules}`);
  mkdirSync(modules, { recursive: true });
  npmInstall(folder, packages);
}

function npmInstall(prefix, packages) {
  // To npm, --save-prod says that a package is wanted even where the project has it as an optional peer.
  const flags = ['--no-save', '--save-prod', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  run('npm', ['install', '--prefix', prefix, ...flags, ...packages], 'npm, which comes with Node.js');
}

/** Fetches the libraries and headers, and puts binding and libraries where tfjs-node looks for them. */
function buildBinding(wheel) {
  const work = mkdtempSync(join(modules, '.native-'));
  try {
    say(`downloads ${wheel.name} ${tensorflow} (about 210 MB) for TensorFlow's libraries and headers`);
    downloadTensorFlow(wheel, work);
    const target = join(addon, 'deps', 'lib');
    mkdirSync(target, { recursive: true });
    for (const name of readdirSync(join(work, 'libraries'))) {
      run('strip', ['--strip-unneeded', '-o', join(target, name), join(work, 'libraries', name)], 'binutils');
    }
    npmInstall(work, [`node-api-headers@${nodeApiHeaders}`]);
    say('compiles the binding');
    compile(work, target);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function downloadTensorFlow({ name, platform }, work) {
  // Nothing in it is run by Python: its version need not be that of the Python here.
  const target = ['--platform', platform, '--python-version', '3.11', '--only-binary=:all:'];
  const pip = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--disable-pip-version-check'];
  run('python3', [...pip, ...target, '--dest', work, `${name}==${tensorflow}`], 'Python 3 with pip');
  const wheel = readdirSync(work).find((file) => file.endsWith('.whl'));
  run('python3', ['-c', extract, wheel, ...libraries], 'Python 3', work);
}

/** What tfjs-node's binding.gyp says, against the libraries that the Python package has. */
function compile(work, libraryFolder) {
  const target = join(addon, 'lib', 'napi-v8');
  mkdirSync(target, { recursive: true });
  const includes = [join(work, 'node_modules', 'node-api-headers', 'include'), join(work, 'include'), addon];
  const sources = ['tfjs_backend.cc', 'tfjs_binding.cc'].map((file) => join(addon, 'binding', file));
  run(
    process.env.CXX ?? 'c++',
    [
      ...['-shared', '-fPIC', '-O2', '-std=c++17', '-DNAPI_VERSION=8', '-w'],
      ...includes.map((path) => `-I${path}`),
      ...sources,
      `-L${libraryFolder}`,
      `-Wl,-rpath-link,${libraryFolder}`,
      ...libraries.map((name) => `-l:${name}`),
      '-Wl,-rpath,$ORIGIN/../../deps/lib',
      ...['-o', join(target, 'tfjs_binding.node')],
    ],
    'a C++ compiler (g++, or the one that CXX names)',
  );
}

function run(command, args, need, cwd = folder) {
  try {
    execFileSync(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
  } catch (error) {
    if (error.code === 'ENOENT') throw new Error(`${command} is missing: native training is built with ${need}`);
    throw new Error(`${command} failed with status ${error.status ?? error.signal}; what it said stands above`);
  }
}

/** Of TensorFlow.js, Node.js runs one build; the others, types, maps and sources stay out of an image. */
function slim() {
  const packages = join(modules, '@tensorflow');
  const needless = /(\.map|\.ts|\.html|\.tsbuildinfo|_test\.js|\.min\.js|\.(fesm|es2017)\.js)$/;
  for (const file of readdirSync(packages, { recursive: true })) {
    if (needless.test(file)) rmSync(join(packages, file), { force: true });
  }
  for (const name of ['src', 'binding', 'scripts']) rmSync(join(addon, name), { recursive: true, force: true });
  rmSync(join(modules, '@types'), { recursive: true, force: true });
}

/** Trains one step of a convolutional network with what was installed. */
async function verify() {
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '3';
  // tfjs-node uses what Node.js deprecates and, since 23, has no more.
  Object.assign(util, { isArray: Array.isArray, isNullOrUndefined: (value) => value === null || value === undefined });
  const tf = createRequire(import.meta.url)(addon);
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({ inputShape: [8, 8, 1], filters: 2, kernelSize: 3 }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 1 }),
    ],
  });
  model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
  const loss = await model.trainOnBatch(tf.ones([4, 8, 8, 1]), tf.ones([4, 1]));
  if (tf.getBackend() !== 'tensorflow' || !Number.isFinite(loss)) {
    throw new Error(`the step of training failed: loss ${loss} on backend ${tf.getBackend()}`);
  }
  say(`trains a network with TensorFlow ${tensorflow} on Node.js ${process.version}`);
}
