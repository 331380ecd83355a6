/** A feature of all samples in ascending order, worked out once: a node then sorts whole numbers, which takes no comparator. */
export interface Column {
  /** Of each sample, its rank: no two have the same. */
  readonly ranks: Uint32Array;
  /** By rank. */
  readonly samples: Uint32Array;
  readonly values: Float64Array;
}

export function columnOf(values: Float64Array): Column {
  const samples = Uint32Array.from(values.keys()).sort((a, b) => (values[a] as number) - (values[b] as number));
  const ranks = new Uint32Array(values.length);
  for (const [rank, sample] of samples.entries()) ranks[sample] = rank;
  return { ranks, samples, values: Float64Array.from(samples, (sample) => values[sample] as number) };
}
