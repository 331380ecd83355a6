export function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] as number) + (sorted[Math.ceil(middle) - 1] as number)) / 2;
}

/** The rank of a number among all, itself too: 1 is the least; equal ones share their ranks. */
export function rankAmong(all: readonly number[], own: number): number {
  const [less, equal] = [all.filter((each) => each < own).length, all.filter((each) => each === own).length];
  return less + (equal + 1) / 2;
}
