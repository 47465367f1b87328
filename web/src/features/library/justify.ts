/** Rows of pictures, each as wide as the page: what a wall of pictures of many shapes looks tidy in. */
export interface JustifiedRow {
  /** Place of the first picture of the row in the list. */
  start: number;
  /** Widths in px, in order; all have the row's height. */
  widths: number[];
  height: number;
}

// A panorama must not flatten its row, a column must not stretch it.
const RATIO_BOUNDS = [0.4, 3] as const;

export function justify({
  ratios,
  width,
  targetHeight,
  gap,
}: {
  ratios: readonly number[];
  width: number;
  targetHeight: number;
  gap: number;
}): JustifiedRow[] {
  const rows: JustifiedRow[] = [];
  let start = 0;
  let sum = 0;
  for (const [index, ratio] of ratios.entries()) {
    sum += bounded(ratio);
    const count = index - start + 1;
    const height = (width - gap * (count - 1)) / sum;
    if (height > targetHeight && index < ratios.length - 1) continue;
    // The last row is not stretched: a single picture would fill the page.
    const rowHeight = Math.min(height, height > targetHeight ? targetHeight : height);
    rows.push({
      start,
      height: rowHeight,
      widths: ratios.slice(start, index + 1).map((one) => bounded(one) * rowHeight),
    });
    start = index + 1;
    sum = 0;
  }
  return rows;
}

function bounded(ratio: number): number {
  return Math.min(RATIO_BOUNDS[1], Math.max(RATIO_BOUNDS[0], ratio));
}
