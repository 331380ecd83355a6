import { expect } from 'vitest';
import { AskTellSession } from '../../../cli/ask-tell/session.js';
import type { Values } from '../../../shared/space/parameter.js';
import type { Space } from '../../../shared/space/space.js';

export const unit: Space = { parameters: [{ name: 'x', kind: 'float', min: 0, max: 1, sampling: 'linear' }] };
export const objective = { name: 'score', direction: 'min' as const };

type Answer = Record<string, unknown> & {
  trial?: { id: string; values: Values; fromEpoch?: number; toEpoch?: number };
};

/** A session that is called with objects instead of lines. */
export function sessionOf(oracle: string, create?: object) {
  const session = new AskTellSession(oracle);
  const call = (message: unknown) => session.handle(JSON.stringify(message)) as Answer;
  const begin = (changes: object = {}) =>
    call({ op: 'create', space: unit, objective, seed: 1, maxTrials: 5, ...changes });
  const handOut = () => call({ op: 'ask' }).trial as NonNullable<Answer['trial']>;
  const tell = (trial: string, told: object) => call({ op: 'tell', trial, ...told });
  if (create) expect(begin(create)).toEqual({ ok: true });
  return { session, call, begin, ask: () => call({ op: 'ask' }), handOut, tell };
}
