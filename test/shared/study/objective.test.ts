import { describe, expect, it } from 'vitest';
import { objectiveOf } from '../../../shared/study/objective.js';

describe('the direction of an objective', () => {
  it.each(['loss', 'val_loss', 'meanSquaredError', 'val_mse', 'mae', 'rmse', 'categoricalCrossentropy', 'error'])(
    'is to minimise %s',
    (name) => expect(objectiveOf(name)).toEqual({ name, direction: 'min' }),
  );

  it.each(['acc', 'val_acc', 'accuracy', 'auc', 'f1', 'f1_score', 'val_precision', 'recall', 'r2', 'iou', 'ndcg'])(
    'is to maximise %s',
    (name) => expect(objectiveOf(name)).toEqual({ name, direction: 'max' }),
  );

  it('is asked for where the name does not tell', () => {
    expect(() => objectiveOf('score')).toThrow("write { name: 'score', direction: 'min' } or 'max'");
  });
});
