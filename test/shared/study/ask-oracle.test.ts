import { describe, expect, it } from 'vitest';
import type { Suggestion } from '../../../shared/oracles/oracle.js';
import { faultOfSuggestion } from '../../../shared/study/ask-oracle.js';
import { assigned, completed, studyOf } from './records.js';

const space = {
  parameters: [
    { name: 'x', kind: 'float' as const, min: 0, max: 1, sampling: 'linear' as const },
    { name: 'kind', kind: 'choice' as const, values: ['a', 'b', null] },
    {
      name: 'depth',
      kind: 'int' as const,
      min: 1,
      max: 3,
      sampling: 'linear' as const,
      when: [{ parameter: 'kind', in: ['b'] }],
    },
  ],
};
const study = studyOf(
  [
    [assigned(0), completed(0, 1)],
    [assigned(1, { toEpoch: 4 }), completed(1, 1, { status: 'stopped' })],
    [assigned(2, { toEpoch: 4 })],
  ],
  { space, epochs: 4 },
);
const trial = (values: object, toEpoch = 4) => ({ kind: 'trial', values, toEpoch }) as Suggestion;
const goOn = (number: number, toEpoch: number): Suggestion => ({ kind: 'continue', trial: number, toEpoch });

describe('a suggestion', () => {
  it.each([
    trial({ x: 0, kind: 'a' }),
    trial({ x: 1, kind: null }, 1),
    trial({ x: 0.5, kind: 'b', depth: 3 }),
    goOn(0, 2),
    { kind: 'wait' } as const,
    { kind: 'exhausted' } as const,
  ])('that can be followed is: %j', (suggestion) => {
    expect(faultOfSuggestion(study, suggestion)).toBeUndefined();
  });

  it.each([
    [trial({ kind: 'a' }), 'suggests no value for x'],
    [trial({ x: 2, kind: 'a' }), 'suggests 2 for x, which is none of its values'],
    [trial({ x: 0, kind: 'c' }), 'suggests "c" for kind, which is none of its values'],
    [trial({ x: 0, kind: 'b' }), 'suggests no value for depth'],
    [trial({ x: 0, kind: 'a', depth: 1 }), 'suggests a value for depth, which is not active'],
    [trial({ x: 0, kind: 'a', y: 1 }), 'suggests a value for y, which is not active'],
    [trial({ x: 0, kind: 'a' }, 5), 'trains to epoch 5, but a whole training has 4'],
    [trial({ x: 0, kind: 'a' }, 0.5), 'trains to epoch 0.5'],
    [goOn(0, 1), 'continues trial 0, which cannot go on'],
    [goOn(1, 4), 'continues trial 1, which cannot go on'],
    [goOn(2, 4), 'continues trial 2, which cannot go on'],
    [goOn(7, 4), 'continues trial 7, which cannot go on'],
    [undefined as never, 'answered undefined, which is no suggestion'],
    [{ kind: 'stop' } as never, 'answered {"kind":"stop"}, which is no suggestion'],
  ])('that cannot be followed is refused: %j', (suggestion, fault) => {
    expect(faultOfSuggestion(study, suggestion)).toContain(fault);
  });
});
