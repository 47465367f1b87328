import type { JustifiedRow } from './justify.ts';

export interface RowRange {
  first: number;
  /** One past the last. */
  end: number;
}

/** Top edges of all rows in px and, as last entry, the height of the whole wall. */
export function rowOffsets(rows: readonly JustifiedRow[], gap: number): number[] {
  const offsets = [0];
  for (const row of rows) offsets.push((offsets.at(-1) ?? 0) + row.height + gap);
  return offsets;
}

/** Rows that touch the stretch from `top` to `bottom` (px on the wall). Binary search, so a wall of any length costs the same. */
export function visibleRows(offsets: readonly number[], top: number, bottom: number): RowRange {
  const count = offsets.length - 1;
  return {
    first: Math.min(count, countUpTo(offsets, count, top)),
    end: Math.min(count, countUpTo(offsets, count, bottom) + 1),
  };
}

/** How many rows end at or above `edge`. */
function countUpTo(offsets: readonly number[], count: number, edge: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle + 1] ?? Infinity) <= edge) low = middle + 1;
    else high = middle;
  }
  return low;
}
