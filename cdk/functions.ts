import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Duration, RemovalPolicy, Tags } from 'aws-cdk-lib';
import { Platform } from 'aws-cdk-lib/aws-ecr-assets';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  DockerImageCode,
  DockerImageFunction,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { findModule } from '../shared/module-file.js';
import { loopOfLeg } from '../shared/study/cost.js';
import { type BundleOptions, bundle } from './bundle.js';
import { temporaryFolder } from './temporary-folder.js';

/** A tuning module and the function that trains it. */
export interface TuningSource {
  /** Path of the module, or of a folder with an `index`. */
  readonly module: string;
  /** Memory in MiB, from 128 to 10,240, to which processor time is proportional; 1,769 is one core. @default 1769 */
  readonly memory?: number;
  /** How long a leg may take; a model pauses before, and goes on in another leg. At most 15 minutes. @default 15 minutes */
  readonly timeout?: Duration;
  /** The processor. @default Architecture.ARM_64, or this machine's for an image */
  readonly architecture?: Architecture;
  /**
   * `zip` trains on WebAssembly; `image` natively, which pays for convolutional networks, and needs Docker to deploy.
   *
   * @default zip
   */
  readonly package?: 'zip' | 'image';
  /**
   * Files and folders, relative to the module's folder, that the module reads by `new URL('./name', import.meta.url)`.
   *
   * @default none
   */
  readonly files?: readonly string[];
  /** Environment variables of the function. @default none but its own */
  readonly environment?: Readonly<Record<string, string>>;
}

/** MiB that come with one core. */
const oneCore = 1769;
const longest = Duration.minutes(15);

/**
 * A tuning's settings with what it leaves open.
 *
 * @throws Error naming the setting that Lambda does not allow.
 */
export function settingsOf({ memory = oneCore, timeout = longest, architecture, package: form = 'zip' }: TuningSource) {
  if (memory < 128 || memory > 10_240) throw new Error(`Tuning: \`memory\` is ${memory}: Lambda has 128 to 10240 MiB`);
  if (timeout.toSeconds() > longest.toSeconds())
    throw new Error(
      `Tuning: \`timeout\` is ${timeout.toHumanString()}: Lambda has at most 15 minutes. Longer training goes on in further legs.`,
    );
  const otherwise = form === 'image' ? architectureHere() : Architecture.ARM_64;
  return { memory, timeout, package: form, architecture: architecture ?? otherwise };
}

/** What all functions have in common, whatever they are packed in. */
const common = { loggingFormat: LoggingFormat.JSON };

/** What functions that are bundled have in common. */
const bundled = { ...common, runtime: Runtime.NODEJS_24_X, handler: 'index.handler' };

/** The oracle function or the API function. */
export function serviceFunction(
  scope: Construct,
  id: 'Oracle' | 'Api',
  oracles: readonly string[],
  environment: Record<string, string>,
  timeout: Duration,
): LambdaFunction {
  const [entry, memorySize] =
    id === 'Oracle' ? (['oracle', loopOfLeg.oracle.megabytes] as const) : (['api', oneCore] as const);
  return new LambdaFunction(scope, id, {
    ...bundled,
    architecture: Architecture.ARM_64,
    code: Code.fromAsset(bundle({ entry, oracles })),
    memorySize,
    timeout,
    environment,
    ...roleAndLogs(scope, id),
  });
}

/** The trial function of one tuning. */
export function trialFunction(
  scope: Construct,
  name: string,
  source: TuningSource,
  oracles: readonly string[],
  bucket: string,
): LambdaFunction {
  const id = `Trial-${name}`;
  const { memory, timeout, architecture, package: form } = settingsOf(source);
  const properties = {
    architecture,
    memorySize: memory,
    timeout,
    environment: {
      ...source.environment,
      STEPLADDER_BUCKET: bucket,
      STEPLADDER_TUNING: name,
      STEPLADDER_TIMEOUT: String(timeout.toSeconds()),
    },
    ...roleAndLogs(scope, id),
  };
  const module = findModule('tuning', source.module);
  const files = source.files ?? [];
  const made =
    form === 'image'
      ? new DockerImageFunction(scope, id, {
          ...common,
          ...properties,
          code: imageOf({ module, oracles, files }, architecture),
        })
      : new LambdaFunction(scope, id, {
          ...bundled,
          ...properties,
          code: Code.fromAsset(bundle({ entry: 'trial', module, oracles, files })),
        });
  Tags.of(made).add('stepladder:tuning', name);
  return made;
}

/** From the checkout's `cdk/`, or from the package's `dist/cdk/`. */
const imageFolder = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? './trial-image' : '../../cdk/trial-image', import.meta.url),
);

/** TensorFlow.js is one instance, which the native backend registers with: it is in the image, not in the bundle. */
const inImage = ['@tensorflow/*'];

function imageOf(
  source: Pick<BundleOptions, 'module' | 'oracles' | 'files'>,
  architecture: Architecture,
): DockerImageCode {
  const context = temporaryFolder();
  cpSync(imageFolder, context, { recursive: true });
  bundle({ entry: 'trial', ...source, external: inImage }, join(context, 'bundle'));
  const platform = architecture === Architecture.ARM_64 ? Platform.LINUX_ARM64 : Platform.LINUX_AMD64;
  return DockerImageCode.fromImageAsset(context, { platform });
}

/** Docker builds for another architecture only with an emulator. */
function architectureHere(): Architecture {
  return process.arch === 'arm64' ? Architecture.ARM_64 : Architecture.X86_64;
}

/** A role that may write to the function's own log, and nothing else yet. */
function roleAndLogs(scope: Construct, id: string): { role: Role; logGroup: LogGroup } {
  const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  const logGroup = new LogGroup(scope, `${id}Logs`, {
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  logGroup.grantWrite(role);
  return { role, logGroup };
}
