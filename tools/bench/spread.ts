/** Several runs of one contestant in short. */
export interface Spread {
  min: number;
  median: number;
  max: number;
}

export function spreadOf(values: number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
  return { min: sorted[0]!, median, max: sorted.at(-1)! };
}

export function formatSpread({ min, median, max }: Spread): string {
  return [min, median, max].map((value) => value.toFixed(value < 10 ? 2 : 0)).join(' / ');
}
