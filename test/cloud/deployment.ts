import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TuningProps } from '../../cdk/tuning.js';
import { allowDefaultGroup } from './iam.js';
import { type MiniStack, startMiniStack } from './ministack.js';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
const cdk = join(root, 'node_modules', 'aws-cdk', 'bin', 'cdk');

/** A tuning as `test/cloud/app.ts` takes it: numbers instead of CDK's classes. */
export interface DeployedTuning extends Omit<TuningProps['tunings'][string], 'timeout' | 'architecture'> {
  /** Seconds. */
  readonly timeout?: number;
}

/** What is deployed: the construct's props, as JSON. */
export interface DeployedProps extends Omit<TuningProps, 'tunings'> {
  readonly tunings: Readonly<Record<string, DeployedTuning>>;
}

/** A deployment of the construct on an AWS of its own. */
export interface Deployment {
  readonly ministack: MiniStack;
  /** For `--cloud`. */
  readonly url: string;
  readonly bucket: string;
  readonly template: { readonly Resources: Record<string, { Type: string; Properties: Record<string, unknown> }> };
  /** `cdk destroy`, of what was deployed: the app is not made into a template again. */
  destroy(): Promise<void>;
  stop(): Promise<void>;
}

/** The app of `test/cloud/app.ts`. */
const testApp = join('test', 'cloud', 'app.ts');

/**
 * `cdk bootstrap` and `cdk deploy`, as a user would.
 *
 * @param what the construct's props, or the file of a CDK app with a stack `Stepladder`.
 */
export async function deploy(what: DeployedProps | string): Promise<Deployment> {
  const file = typeof what === 'string' ? what : testApp;
  const ministack = await startMiniStack({ auth: true });
  const folder = mkdtempSync(join(tmpdir(), 'stepladder-deploy-'));
  const output = join(folder, 'cdk.out');
  const environment = { ...ministack.environment, STEPLADDER_TEST_PROPS: JSON.stringify(what) };
  const command = async (...args: string[]) => {
    try {
      await run(process.execPath, [cdk, ...args], { cwd: root, env: environment });
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      throw new Error(`cdk ${args.join(' ')} failed:\n${stdout}\n${stderr}\n${ministack.log().slice(-4000)}`);
    }
  };
  const app = ['--app', `${process.execPath} --import tsx ${file}`, '--output', output];
  try {
    await command('bootstrap', 'aws://000000000000/us-east-1', '--app', '');
    const outputs = join(folder, 'outputs.json');
    await command('deploy', ...app, '--require-approval', 'never', '--outputs-file', outputs);
    await allowDefaultGroup(ministack);
    const named = Object.entries(JSON.parse(readFileSync(outputs, 'utf8')).Stepladder as Record<string, string>);
    const outputOf = (name: string) => named.find(([key]) => key.includes(name))?.[1] ?? '';
    const apiId = new URL(outputOf('Url')).hostname.split('.')[0] as string;
    return {
      ministack,
      url: ministack.apiUrl(apiId),
      bucket: outputOf('BucketName'),
      template: JSON.parse(readFileSync(join(output, 'Stepladder.template.json'), 'utf8')),
      destroy: () => command('destroy', '--app', output, '--force'),
      stop: async () => {
        await ministack.stop();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await ministack.stop();
    throw error;
  }
}

/** Asks again, four times a second, until the answer will do. */
export async function until<T>(ask: () => Promise<T>, isDone: (answer: T) => boolean, seconds = 240): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (isDone(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`After ${seconds} seconds it is still ${JSON.stringify(answer)}`);
    await sleep(250);
  }
}
