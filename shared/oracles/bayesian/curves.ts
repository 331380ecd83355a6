import type { Random } from '../../math/random.js';
import type { Values } from '../../space/parameter.js';
import { pointKey } from '../../space/space.js';
import { encodingOf } from '../encoding.js';
import { membersOf, rungsOf } from '../halving/rungs.js';
import { initialPoint } from '../initial-design.js';
import { type Fit, numberOfNext, type OracleStudy } from '../oracle.js';
import { type Acquisition, logExpectedImprovementOf } from './expected-improvement.js';
import { maximise } from './maximise.js';
import { type Model, modelsOf } from './models.js';

const initialTrials = 8;
const mostRows = 240;

export function nextOnCurves(study: OracleStudy, random: Random): { values?: Values | undefined; fit?: Fit | undefined } {
  const { space, trials } = study;
  const encoding = encodingOf(space);
  const number = numberOfNext(trials);
  const rungs = rungsOf(study);
  const width = encoding.dimensions.length;
  let rows: { point: Float64Array; loss: number; rung: number }[] = [];
  const seen = new Set<number>();
  const offsets = offsetsOf(study, rungs);
  const scoredTop = new Map<number, Float64Array>();
  for (let r = rungs.length - 1; r >= 0; r--) {
    const members = membersOf(study, rungs[r] as number);
    for (const { trial, loss } of members) {
      const point = encoding.encodeTrial(trial);
      if (loss < Infinity && !seen.has(trial.number)) scoredTop.set(trial.number, point);
      seen.add(trial.number);
      rows.push({ point, loss: loss + (offsets[r] as number), rung: r });
    }
  }
  for (const trial of trials) {
    if (trial.status === 'failed') rows.push({ point: encoding.encodeTrial(trial), loss: Infinity, rung: rungs.length - 1 });
  }
  const finite = rows.filter(({ loss }) => loss < Infinity).length;
  if (number < initialTrials || finite < 3) return { values: initialPoint(study, number) };
  if (rows.length > mostRows) rows = rows.slice(0, mostRows);
  const inputs = {
    count: rows.length,
    width: width + 1,
    rows: new Float64Array(rows.length * (width + 1)),
    isCategory: [...encoding.dimensions.map(({ isCategory }) => isCategory), false],
  };
  const at = (r: number) => (rungs.length > 1 ? r / (rungs.length - 1) : 1);
  for (const [i, { point, rung }] of rows.entries()) {
    inputs.rows.set(point, i * (width + 1));
    inputs.rows[i * (width + 1) + width] = at(rung);
  }
  const pending = trials
    .filter(({ status, number: n }) => (status === 'running' || status === 'waiting') && !seen.has(n))
    .map((trial) => Float64Array.of(...encoding.encodeTrial(trial), 1));
  const before = trials.findLast(({ fit }) => fit)?.fit;
  const { models, fit } = modelsOf(inputs, Float64Array.from(rows, ({ loss }) => loss), pending, rows.length, before);
  const tops = [...scoredTop.values()].slice(0, 120);
  const withIncumbent = models.map((model): Model => {
    let incumbent = Infinity;
    for (const point of tops) incumbent = Math.min(incumbent, model.process.predict(Float64Array.of(...point, 1)).mean);
    for (const point of pending) incumbent = Math.min(incumbent, model.process.predict(point).mean);
    return { ...model, incumbent };
  });
  const inner = logExpectedImprovementOf(withIncumbent, width + 1, trials.length % 2 === 0 ? 0.05 : 0);
  const extended = new Float64Array(width + 1);
  const whole = new Float64Array(width + 1);
  const extend = (point: Float64Array) => {
    extended.set(point);
    extended[width] = 1;
    return extended;
  };
  const acquisition: Acquisition = {
    value: (point) => inner.value(extend(point)),
    slope(point, gradient) {
      const value = inner.slope(extend(point), whole);
      gradient.set(whole.subarray(0, width));
      return value;
    },
  };
  const tried = new Set(trials.map(({ point }) => point));
  const scales = (models[0] as Model).scales.subarray(0, width);
  for (const { point } of maximise(encoding, acquisition, tops.slice(0, 5), rows.length, scales, random)) {
    const values = encoding.decode(point);
    if (!tried.has(pointKey(values))) return { values, fit };
  }
  return {};
}

/** What is to be added to losses at each rung so that they are comparable with those at the highest. */
function offsetsOf(study: OracleStudy, rungs: readonly number[]): number[] {
  const offsets = rungs.map(() => 0);
  for (let r = rungs.length - 2; r >= 0; r--) {
    const below = new Map(membersOf(study, rungs[r] as number).map(({ trial, loss }) => [trial.number, loss]));
    const steps = membersOf(study, rungs[r + 1] as number)
      .map(({ trial, loss }) => loss - (below.get(trial.number) as number))
      .filter(Number.isFinite)
      .sort((a, b) => a - b);
    offsets[r] = (offsets[r + 1] as number) + (steps.length > 0 ? (steps[steps.length >> 1] as number) : 0);
  }
  return offsets;
}
