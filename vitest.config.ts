import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What an overloaded machine would spoil: how many functions are warm at once, and so what each must read, is a matter of speed. */
const alone = ['test/cloud/requests.test.ts'];

/** Where the longest files are, the very longest first. */
const long = [
  'test/cloud/deployed-studies',
  'test/examples/mnist',
  'test/shared/training/native',
  'test/docs/',
  'test/cloud/',
  'test/cli/',
  'test/shared/hypermodels/training',
  'test/examples/',
  'test/ui/',
];

/** Begins with what takes longest, so that no worker is left with it when the others are done. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rankOf = ({ moduleId }: TestSpecification) => {
      const rank = long.findIndex((path) => moduleId.includes(`/${path}`));
      return rank < 0 ? long.length : rank;
    };
    return (await super.sort(files)).sort((a, b) => rankOf(a) - rankOf(b));
  }
}

export default defineConfig({
  test: {
    globalSetup: ['test/set-up.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    // What is waited for comes when it comes: an overloaded machine takes longer than a second.
    expect: { poll: { timeout: 25_000 } },
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: { name: 'together', include: ['test/**/*.test.ts'], exclude: alone, sequence: { groupOrder: 0 } },
      },
      { extends: true, test: { name: 'alone', include: alone, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
});
