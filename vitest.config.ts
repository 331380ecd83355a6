import { defineConfig } from 'vitest/config';

/** What an overloaded machine would spoil: how many functions are warm at once, and so what each must read, is a matter of speed. */
const alone = ['test/cloud/requests.test.ts'];

export default defineConfig({
  test: {
    globalSetup: ['test/set-up.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: { name: 'together', include: ['test/**/*.test.ts'], exclude: alone, sequence: { groupOrder: 0 } },
      },
      { extends: true, test: { name: 'alone', include: alone, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
});
