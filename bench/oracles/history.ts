import { randomFor } from '../../shared/math/random.js';
import { toUnit } from '../../shared/space/domain.js';
import type { Parameter, Values } from '../../shared/space/parameter.js';
import { randomPoint } from '../../shared/space/points.js';
import type { Store } from '../../shared/store/store.js';
import { encodeRecord } from '../../shared/study/codec.js';
import { askKey, compactKey } from '../../shared/study/keys.js';
import { StudyLog } from '../../shared/study/log.js';
import { open } from '../../shared/study/open.js';
import type { Assigned, Result } from '../../shared/study/records.js';
import { boolean, choice, float, int } from '../shared/parameters.js';

/** Ten hyperparameters of all kinds. */
export const parameters: readonly Parameter[] = [
  ...[0, 1, 2, 3].map((index) => float(`x${index}`, -1, 1)),
  float('rate', 1e-6, 1, 'log'),
  float('decay', 1e-8, 1e-1, 'log'),
  int('layers', 1, 8),
  int('units', 8, 1024, 'log'),
  choice('activation', 'relu', 'tanh', 'elu', 'selu'),
  boolean('residual'),
];

export interface FinishedTrial {
  readonly values: Values;
  readonly score: number;
}

/** Trials of random points. */
export function historyOf(trials: number): FinishedTrial[] {
  const random = randomFor('bench', 'history');
  const space = { parameters: [...parameters] };
  return Array.from({ length: trials }, () => {
    const values = randomPoint(space, random);
    return { values, score: scoreOf(values) };
  });
}

/** A bowl over the unit cube, with ripples. */
export function scoreOf(values: Values): number {
  const terms = parameters.map((parameter, index) => {
    const distance = toUnit(parameter, values[parameter.name] as Values[string]) - 0.25 - 0.05 * index;
    return distance ** 2 + 0.02 * Math.sin(20 * distance);
  });
  return terms.reduce((sum, each) => sum + each, 0);
}

/** Trials that a study has beyond its newest compaction: half of what it adds at the least. */
const uncompacted = 50;

/** Writes a study that has finished these trials: the records that a reader from cold gets, and no others. */
export async function writeStudy(
  store: Store,
  study: string,
  oracle: string,
  history: readonly FinishedTrial[],
): Promise<void> {
  const objective = { name: 'score', direction: 'min' as const };
  const description = { tuning: 'bench', objective, space: { parameters: [...parameters] }, slots: 1 };
  const start = { trialFunction: 'bench', seed: 1, oracle };
  const budget = { trials: 10 * history.length };
  await open(store, { study, execution: 'bench', start, budget, description }, () => 0);
  const legs = history.map(({ values, score }, leg): [Assigned, Result] => [
    assignedOf(leg, values),
    resultOf(leg, score),
  ]);
  const compacted = Math.max(0, legs.length - uncompacted);
  const lines = legs.slice(0, compacted).flatMap((records) => records.map(encodeRecord));
  if (compacted > 0) await store.create(compactKey(study, compacted), Buffer.concat(lines));
  const log = await StudyLog.open(store, study);
  for (const [assigned, result] of legs.slice(compacted)) {
    await log.createAssigned(assigned);
    await log.createResult(result);
  }
}

function assignedOf(leg: number, values: Values): Assigned {
  const ask = askKey(1, 1, 0, leg);
  return { leg, trial: leg, values, fromEpoch: 0, toEpoch: 1, ask, run: 1, slot: 0, at: leg };
}

/** How a leg of one epoch ended. */
export function resultOf(leg: number, score: number): Result {
  return { leg, status: 'completed', reports: [{ epoch: 1, metrics: { score } }], seconds: 1, at: leg };
}
