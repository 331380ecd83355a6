import { expect, it } from 'vitest';
import { temporaryDirectory } from '../cli/stepladder.js';
import { search } from '../fixtures/program/search.js';
import type { Deployed } from './deployed.js';

/** The program asks for credentials as AWS's own tools do. */
async function withEnvironment<T>(environment: NodeJS.ProcessEnv, work: () => Promise<T>): Promise<T> {
  const before = { ...process.env };
  Object.assign(process.env, environment);
  try {
    return await work();
  } finally {
    process.env = before;
  }
}

/** A program that searches here and in the deployment. */
export function program(cloud: Deployed): void {
  const store = temporaryDirectory();

  it('a program with an oracle, a tuner and a hypermodel of its own sees the same here and in a deployment', {
    timeout: 180_000,
  }, async () => {
    const here = await search({ store });
    const { url, ministack } = cloud.deployment;
    const there = await withEnvironment(ministack.environment, () => search({ cloud: url }));

    expect(there).toEqual(here);
    const trial = (number: number) => [
      `trial ${number} begins`,
      ...[1, 2, 3].map((epoch) => `trial ${number} epoch ${epoch}`),
      expect.stringMatching(new RegExp(`^trial ${number} ends with 0\\.\\d+$`)),
    ];
    expect(here.entries).toEqual(['search begins', ...[0, 1, 2, 3].flatMap(trial), 'search ends']);
    expect(Object.keys(here.best ?? {})).toEqual(['units', 'learningRate', 'batchSize']);
    expect(here.parameters).toBe(3 * (here.best?.units as number) + 1);
    expect(here.remaining).toBe(0);
  });
}
