import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { oracleHandler } from '../../../functions/oracle.js';
import { DirectoryStore } from '../../../shared/store/directory.js';
import { MemoryStore } from '../../../shared/store/memory.js';
import type { Store } from '../../../shared/store/store.js';

const directory = mkdtempSync(join(tmpdir(), 'stepladder-slots-'));
afterAll(() => rmSync(directory, { recursive: true }));
const space = { parameters: [{ name: 'x', kind: 'float', min: 0, max: 1 }] };

describe.each<[string, Store]>([
  ['memory', new MemoryStore()],
  ['a directory', new DirectoryStore(directory)],
])('200 slots that start at once on %s', (_, store) => {
  it('claim each of the first 200 legs once, with different points', async () => {
    const described = { answer: { tuning: 't', objective: { name: 'loss', direction: 'min' }, space } };
    const request = { study: 's', start: { trialFunction: 't', seed: 1 }, budget: { trials: 200 }, slots: 200 };
    const { slots, created } = (await oracleHandler(store)({
      op: 'open',
      execution: 'e',
      started: '2026-11-24T00:00:00Z',
      state: { request, described },
    })) as {
      created: number;
      slots: number[];
    };
    const answers = await Promise.all(
      slots.map((slot) =>
        oracleHandler(store)({
          op: 'ask',
          slot: { study: 's', created, trialFunction: 't', run: 1, round: 1, slot, turn: 0 },
        }),
      ),
    );
    const legs = answers.map((answer) => (answer as { leg: number }).leg);
    expect(legs.sort((a, b) => a - b)).toEqual(slots);
    const { StudyLog } = await import('../../../shared/study/log.js');
    const { trials } = (await StudyLog.open(store, 's')).study;
    expect(trials.map(({ number }) => number)).toEqual(slots);
    expect(new Set(trials.map(({ point }) => point)).size).toBe(200);
  });
});
