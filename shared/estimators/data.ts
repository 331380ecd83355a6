import { StepladderError } from '../errors.js';
import type { Matrix, Target, Targets } from './estimator.js';

/** What estimators learn from and are scored on. */
export interface EstimatorData {
  /** Shape [samples, features]; finite numbers. */
  readonly x: Matrix;
  /** One a sample: classes, as numbers or texts; finite numbers for a regression. */
  readonly y: Targets;
  /** How much each sample counts, in fits and in metrics: at least 0. @default 1 each */
  readonly sampleWeight?: readonly number[] | undefined;
  /** Which samples belong together, such as those of one patient: one group a sample. */
  readonly groups?: Targets | undefined;
}

/** @throws InvalidTuning saying which samples are not as they must be. */
export function checkData({ x, y, sampleWeight, groups }: EstimatorData): void {
  if (!Array.isArray(x) || !Array.isArray(y) || x.length === 0) throw invalid('needs `x`, rows of numbers, and `y`');
  for (const [name, each] of Object.entries({ y, sampleWeight, groups })) {
    if (each !== undefined && each.length !== x.length)
      throw invalid(`has ${x.length} rows in \`x\`, but ${each.length} of \`${name}\``);
  }
  const columns = x[0]?.length;
  const oddRow = x.findIndex((row) => row.length !== columns || !row.every(Number.isFinite));
  if (oddRow >= 0) throw invalid(`has a row ${oddRow} in \`x\` that is not ${columns} finite numbers`);
  const oddTarget = y.findIndex((target) => typeof target !== 'string' && !Number.isFinite(target));
  if (oddTarget >= 0)
    throw invalid(`has ${y[oddTarget]} as \`y\` of sample ${oddTarget}: not a finite number, no text`);
  const oddWeight = sampleWeight?.findIndex((weight) => !(weight >= 0 && weight < Number.POSITIVE_INFINITY)) ?? -1;
  if (oddWeight >= 0) throw invalid(`has ${sampleWeight?.[oddWeight]} as weight of sample ${oddWeight}`);
}

/** The samples of these indexes, in their order. */
export function select(data: EstimatorData, indexes: readonly number[]): Omit<EstimatorData, 'groups'> {
  const { x, y, sampleWeight } = data;
  return {
    x: indexes.map((index) => x[index] as readonly number[]),
    y: indexes.map((index) => y[index] as Target),
    sampleWeight: sampleWeight && indexes.map((index) => sampleWeight[index] as number),
  };
}

/**
 * The targets of a regression.
 *
 * @throws InvalidTuning if one is a text.
 */
export function numbersOf(targets: Targets, what: string): readonly number[] {
  const text = targets.find((target) => typeof target !== 'number');
  if (text === undefined) return targets as readonly number[];
  throw new StepladderError('InvalidTuning', `${what} needs numbers as targets, but one is '${text}'`);
}

function invalid(fault: string): StepladderError {
  return new StepladderError('InvalidTuning', `The data ${fault}`);
}
