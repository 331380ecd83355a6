import { describe, expect, it } from 'vitest';
import { type GivenObjective, objectiveOf } from '../../../shared/study/objective.js';
import { objectiveSchema } from '../../../shared/study/records.js';

describe('the objective that a tuning gives', () => {
  it.each<[GivenObjective, object]>([
    ['val_acc', { name: 'val_acc', direction: 'max' }],
    [{ name: 'val_loss' }, { name: 'val_loss', direction: 'min' }],
    [
      { name: 'acc', direction: 'min' },
      { name: 'acc', direction: 'min' },
    ],
    [
      { sum: ['loss', { name: 'score', direction: 'max', weight: 0.5 }, { name: 'latency', weight: 2 }] },
      {
        sum: [
          { name: 'loss', direction: 'min', weight: 1 },
          { name: 'score', direction: 'max', weight: 0.5 },
          { name: 'latency', direction: 'min', weight: 2 },
        ],
      },
    ],
    [
      { pareto: ['val_f1_score', { name: 'size', direction: 'min' }] },
      {
        pareto: [
          { name: 'val_f1_score', direction: 'max' },
          { name: 'size', direction: 'min' },
        ],
      },
    ],
  ])('%j is understood', (given, objective) => {
    expect(objectiveOf(given)).toEqual(objective);
    expect(objectiveSchema.parse(JSON.parse(JSON.stringify(objective)))).toEqual(objective);
  });

  it('asks for the direction where the name does not tell', () => {
    expect(() => objectiveOf('score')).toThrow("write { name: 'score', direction: 'min' } or 'max'");
    expect(() => objectiveOf({ pareto: ['loss', 'score'] })).toThrow(
      "write { name: 'score', direction: 'min' } or 'max'",
    );
  });

  it.each<[unknown, RegExp]>([
    [['loss', 'latency'], /\{ sum: \[…\] \}.*as in Optuna.*\{ pareto: \[…\] \}/],
    [{ sum: ['loss'] }, />=2 items\s+→ at sum/],
    [{ sum: ['loss', 'loss'] }, /same name/],
    [{ sum: ['loss', { name: 'acc', weight: -1 }] }, />0\s+→ at sum\[1\].weight/],
    [{ sum: ['loss', 'acc'], pareto: ['loss', 'acc'] }, /Unrecognized key: "pareto"/],
    [{ pareto: ['loss', { name: 'acc', weight: 2 }] }, /Unrecognized key: "weight"\s+→ at pareto\[1\]/],
    [{ name: 'loss', direction: 'down' }, /an objective is/],
    [7, /an objective is/],
    [null, /an objective is/],
  ])('%j is refused', (given, message) => {
    expect(() => objectiveOf(given as GivenObjective)).toThrow(message);
  });
});
