/** How mixed the targets of samples are, and what to predict for them. */
export interface Impurity {
  /** Whether all have the same target. */
  isPure(samples: readonly number[]): boolean;
  /** One number for each output. */
  prediction(samples: readonly number[], weights: readonly number[]): number[];
  /** Two sides of a split: at first all samples are on the right. */
  sides(samples: readonly number[], weights: readonly number[]): Sides;
}

export interface Sides {
  moveLeft(sample: number, weight: number): void;
  /** The greater, the purer both sides are: the same, up to what all splits of a node share, as the decrease of impurity. */
  purity(): number;
}

/** The Gini impurity of classes; predictions are the classes' shares. */
export function gini(classOfSample: readonly number[], classes: number): Impurity {
  const weightsOf = (samples: readonly number[], weights: readonly number[]) => {
    const sums = new Float64Array(classes);
    for (const sample of samples) {
      const index = classOfSample[sample] as number;
      sums[index] = (sums[index] as number) + (weights[sample] as number);
    }
    return sums;
  };
  return {
    isPure: (samples) => samples.every((sample) => classOfSample[sample] === classOfSample[samples[0] as number]),
    prediction: (samples, weights) => {
      const sums = weightsOf(samples, weights);
      const total = sums.reduce((sum, each) => sum + each, 0);
      return Array.from(sums, (each) => each / total);
    },
    sides: (samples, weights) => {
      const right = weightsOf(samples, weights);
      const left = new Float64Array(classes);
      let [leftTotal, rightTotal] = [0, right.reduce((sum, each) => sum + each, 0)];
      let [leftSquares, rightSquares] = [0, right.reduce((sum, each) => sum + each ** 2, 0)];
      return {
        moveLeft(sample, weight) {
          const index = classOfSample[sample] as number;
          const [onLeft, onRight] = [left[index] as number, right[index] as number];
          leftSquares += weight * (2 * onLeft + weight);
          rightSquares -= weight * (2 * onRight - weight);
          left[index] = onLeft + weight;
          right[index] = onRight - weight;
          leftTotal += weight;
          rightTotal -= weight;
        },
        purity: () => leftSquares / leftTotal + rightSquares / rightTotal,
      };
    },
  };
}

/** The variance of numbers; predictions are their means. */
export function variance(y: readonly number[]): Impurity {
  const sumsOf = (samples: readonly number[], weights: readonly number[]) => {
    let [sum, total] = [0, 0];
    for (const sample of samples) {
      sum += (weights[sample] as number) * (y[sample] as number);
      total += weights[sample] as number;
    }
    return { sum, total };
  };
  return {
    isPure: (samples) => samples.every((sample) => y[sample] === y[samples[0] as number]),
    prediction: (samples, weights) => {
      const { sum, total } = sumsOf(samples, weights);
      return [sum / total];
    },
    sides: (samples, weights) => {
      const right = sumsOf(samples, weights);
      const left = { sum: 0, total: 0 };
      return {
        moveLeft(sample, weight) {
          const part = weight * (y[sample] as number);
          left.sum += part;
          left.total += weight;
          right.sum -= part;
          right.total -= weight;
        },
        purity: () => left.sum ** 2 / left.total + right.sum ** 2 / right.total,
      };
    },
  };
}
