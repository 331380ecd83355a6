import type { Rule } from './network.js';

/** Stochastic gradient descent with momentum (Polyak 1964) and weight decay. */
export function descent(size: number, rate: number, momentum: number, decay: number): Rule {
  const velocity = new Float64Array(size);
  return (weights, gradient) => {
    for (let at = 0; at < size; at++) {
      const weight = weights[at] as number;
      velocity[at] = momentum * (velocity[at] as number) - rate * ((gradient[at] as number) + decay * weight);
      weights[at] = weight + (velocity[at] as number);
    }
  };
}

/** Adam (Kingma and Ba 2015) with its usual decay rates. */
export function adam(size: number, rate: number): Rule {
  const [means, squares] = [new Float64Array(size), new Float64Array(size)];
  const [keepMean, keepSquare, tiny] = [0.9, 0.999, 1e-8];
  let steps = 0;
  return (weights, gradient) => {
    steps += 1;
    const scale = (rate * Math.sqrt(1 - keepSquare ** steps)) / (1 - keepMean ** steps);
    for (let at = 0; at < size; at++) {
      const slope = gradient[at] as number;
      means[at] = keepMean * (means[at] as number) + (1 - keepMean) * slope;
      squares[at] = keepSquare * (squares[at] as number) + (1 - keepSquare) * slope * slope;
      weights[at] =
        (weights[at] as number) - (scale * (means[at] as number)) / (Math.sqrt(squares[at] as number) + tiny);
    }
  };
}
