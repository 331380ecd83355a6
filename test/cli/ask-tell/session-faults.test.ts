import { describe, expect, it } from 'vitest';
import { objective, sessionOf, unit } from './session-of.js';

describe('what cannot be used', () => {
  const refused: [string, unknown, string, string][] = [
    ['an unknown op', { op: 'go' }, 'InvalidRequest', "op is 'create', 'ask' or 'tell'"],
    ['no object', [1], 'InvalidRequest', "op is 'create', 'ask' or 'tell'"],
    ['what an ask has not', { op: 'ask', trial: '0' }, 'InvalidRequest', '"trial"'],
    [
      'a score that is null',
      { op: 'tell', trial: '0', score: null },
      'InvalidRequest',
      'score: is not a finite number',
    ],
    ['a score that is text', { op: 'tell', trial: '0', score: 'NaN' }, 'InvalidRequest', 'tell why it failed'],
    ['neither score nor failure', { op: 'tell', trial: '0' }, 'InvalidRequest', 'either a score or failed'],
    ['both', { op: 'tell', trial: '0', score: 1, failed: 'x' }, 'InvalidRequest', 'either a score or failed'],
    ['a failed epoch', { op: 'tell', trial: '0', epoch: 1, failed: 'x' }, 'InvalidRequest', 'not an epoch'],
    ['an epoch where none are spent', { op: 'tell', trial: '0', epoch: 1, score: 1 }, 'InvalidRequest', 'maxEpochs'],
    ['a number for a trial', { op: 'tell', trial: 0, score: 1 }, 'InvalidRequest', 'trial: '],
    ['a trial never handed out', { op: 'tell', trial: '1', score: 1 }, 'TrialNotFound', "No trial '1'"],
    ['no trial at all', { op: 'tell', trial: '0x0', score: 1 }, 'TrialNotFound', "No trial '0x0'"],
    ['no space', { op: 'create', objective }, 'InvalidRequest', 'space'],
    [
      'a space with faults',
      { op: 'create', space: { parameters: [{ name: 'x' }] }, objective },
      'InvalidSpace',
      'x.kind',
    ],
    ['an empty space', { op: 'create', space: { parameters: [] }, objective }, 'NoHyperparameters', 'nothing to try'],
    [
      'a direction',
      { op: 'create', space: unit, objective: { name: 's', direction: 'up' } },
      'InvalidRequest',
      '"min"',
    ],
    ['a seed', { op: 'create', space: unit, objective, seed: -1 }, 'InvalidRequest', 'seed: '],
  ];

  it.each(refused)('%s is refused, and nothing is lost', (_, message, code, part) => {
    const { call, handOut, tell } = sessionOf('random', {});
    const { id } = handOut();
    expect(() => call(message)).toThrow(expect.objectContaining({ code, message: expect.stringContaining(part) }));
    expect(tell(id, { score: 1 })).toEqual({ continue: false });
    expect(handOut().id).toBe('1');
  });

  it.each(['ask', 'tell'])('%s before create is refused', (op) => {
    const { call } = sessionOf('random');
    expect(() => call({ op, ...(op === 'tell' && { trial: '0', score: 1 }) })).toThrow(`no study to ${op} yet`);
  });

  it('a trial is told once', () => {
    const { handOut, tell } = sessionOf('random', {});
    tell(handOut().id, { score: 1 });
    expect(() => tell('0', { score: 2 })).toThrow('Trial 0 is not pending');
    tell(handOut().id, { failed: 'why' });
    expect(() => tell('1', { score: 2 })).toThrow('Trial 1 is not pending');
  });

  it('a line that is not JSON is refused, with a hint for numbers that JSON lacks', () => {
    const { session, handOut, tell } = sessionOf('random', {});
    const { id } = handOut();
    expect(() => session.handle('')).toThrow('The line is not JSON');
    expect(() => session.handle(`{"op":"tell","trial":"${id}","score":NaN}`)).toThrow('JSON has neither NaN');
    expect(() => session.handle(`{"op":"tell","trial":"${id}","score":-Infinity}`)).toThrow('JSON has neither NaN');
    expect(() => session.handle(`{"op":"tell","trial":"${id}","score":1e999}`)).toThrow('not a finite number');
    expect(tell(id, { score: 1 })).toEqual({ continue: false });
  });
});
