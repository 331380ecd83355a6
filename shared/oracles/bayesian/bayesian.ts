import { logExpectedImprovement, logExpectedImprovementSlope } from '../../math/normal.js';
import type { Oracle } from '../oracle.js';
import { pointKey } from '../../space/space.js';
import { Encoding } from './encoding.js';
import { fit, GaussianProcess, type Inputs, pairDistances, priorCentre, type Theta } from './gaussian-process.js';
import { historyOf } from './history.js';
import { type Acquisition, maximise } from './maximise.js';
import { targetsOf } from './output-transform.js';
import { initialPoint } from '../initial-design.js';

export const tuneB: Record<string, number> = { init: 6, incumbent: 1, transform: 0, multi: 1, evals: 40, modes: 0, ensemble: 1, temper: 1, half: 1 };

export const bayesian: Oracle = {
  name: 'bayesian',
  endsByItself: false,
  next(study, random) {
    const { space, trials, epochs } = study;
    const encoding = new Encoding(space);
    const width = encoding.dimensions.length;
    if (trials.length < (tuneB.init as number)) {
      const values = initialPoint(study, trials.length);
      if (values) return { kind: 'trial', values, toEpoch: epochs };
    }
    const { points, losses, pending } = historyOf(study, encoding);
    const rows = new Float64Array(points.length * width);
    for (const [i, p] of points.entries()) rows.set(p, i * width);
    const inputs: Inputs = { count: points.length, width, rows, isCategory: encoding.dimensions.map(({ isCategory }) => isCategory) };
    const distances = pairDistances(inputs);
    const median = losses.slice().sort()[Math.floor((losses.length - 1) / 2)] as number;
    const models = targetsOf(losses).filter((_, i) => tuneB.transform === 0 || i === (tuneB.transform as number) - 1).flatMap(({ name, y, logSlopes }) => {
      const starts: Theta[] = [priorCentre(width)];
      if (tuneB.multi === 1) {
        const other = priorCentre(width);
        for (let k = 0; k < width; k++) other[k] = (other[k] as number) + 1;
        other[width + 1] = -1;
        starts.push(other);
        const third = priorCentre(width);
        for (let k = 0; k < width; k++) third[k] = (third[k] as number) - 1.5;
        starts.push(third);
      }
      const fits = starts.map((start) => fit(inputs, distances, y, start, tuneB.evals as number));
      fits.sort((a, b) => a.value - b.value);
      const kept = fits.filter((f, i) => i === 0 || (tuneB.modes === 1 && f.value < (fits[i-1] as any).value + 3 && f.theta.some((t, k) => Math.abs(t - ((fits[i - 1] as any).theta[k] as number)) > 0.1)));
      return kept.map(({ theta, value }) => {
        const gp = new GaussianProcess(inputs, y, theta, pending);
        const { logDensity, fitted } = gp.leaveOneOut(y);
        let score = 0;
        for (let i = 0; i < y.length; i++) if (tuneB.half === 0 || (losses[i] as number) <= median) score += (logDensity[i] as number) + (logSlopes[i] as number);
        const incumbent = tuneB.incumbent === 0 ? Math.min(...y) : tuneB.incumbent === 1 ? Math.min(...fitted) : gp.noise / gp.amplitude > 0.1 ? Math.min(...fitted) : Math.min(...y);
        return { name, y, gp, score: score - (value - (fits[0] as any).value), incumbent, weight: 1 };
      });
    });
    models.sort((a, b) => b.score - a.score);
    const top = models[0] as (typeof models)[0];
    for (const m of models) m.weight = tuneB.ensemble === 0 ? (m === top ? 1 : 0) : Math.exp((m.score - top.score) / (tuneB.temper as number));
    const used = models.filter(({ weight }) => weight > 0.1);
    const sum = used.reduce((t, { weight }) => t + weight, 0);
    const acquisition = averaged(used.map(({ gp, incumbent, weight }) => ({ share: weight / sum, each: expectedImprovement(gp, incumbent) })), width);
    const { gp, y } = top;
    const order = [...y.keys()].sort((a, b) => (y[a] as number) - (y[b] as number));
    const lengthScales = Float64Array.from({ length: width }, (_, k) => Math.exp(gp.theta[k] as number));
    const best = order.slice(0, 5).map((i) => points[i] as Float64Array);
    const tried = new Set(trials.map(({ point }) => point));
    if (process.env.SHOW) console.error(trials.length, models[0]?.name, models.map(({score})=>score.toFixed(1)).join(' '), Array.from(gp.theta, (t) => Math.exp(t).toPrecision(2)).join(' '));
    for (const { point } of maximise(encoding, acquisition, best, lengthScales, random)) {
      const values = encoding.decode(point);
      if (!tried.has(pointKey(values))) return { kind: 'trial', values, toEpoch: epochs };
    }
    return { kind: 'exhausted' };
  },
};

function expectedImprovement(gp: GaussianProcess, incumbent: number): Acquisition {
  const scratch = { mean: new Float64Array(gp.inputs.width), variance: new Float64Array(gp.inputs.width) };
  return {
    value(point) {
      const { mean, variance } = gp.predict(point);
      const sigma = Math.sqrt(variance);
      return logExpectedImprovement((incumbent - mean) / sigma) + Math.log(sigma);
    },
    slope(point, gradient) {
      const { mean, variance } = gp.predict(point, scratch);
      const sigma = Math.sqrt(variance);
      const z = (incumbent - mean) / sigma;
      const h = logExpectedImprovementSlope(z);
      for (let k = 0; k < gradient.length; k++) {
        const dSigma = (scratch.variance[k] as number) / (2 * sigma);
        gradient[k] = (h * (-(scratch.mean[k] as number) - z * dSigma) + dSigma) / sigma;
      }
      return logExpectedImprovement(z) + Math.log(sigma);
    },
  };
}

function averaged(members: { share: number; each: Acquisition }[], width: number): Acquisition {
  if (members.length === 1) return (members[0] as (typeof members)[0]).each;
  const scratch = new Float64Array(width);
  return {
    value: (point) => members.reduce((s, { share, each }) => s + share * each.value(point), 0),
    slope(point, gradient) {
      gradient.fill(0);
      let value = 0;
      for (const { share, each } of members) {
        value += share * each.slope(point, scratch);
        for (let k = 0; k < width; k++) gradient[k] = (gradient[k] as number) + share * (scratch[k] as number);
      }
      return value;
    },
  };
}
