import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { rowOffsets, visibleRows } from './visible-rows.ts';

const row = (height: number) => ({ start: 0, widths: [], height });

it('finds just the rows in view', () => {
  const offsets = rowOffsets([100, 100, 100, 100].map(row), 10);
  expect([
    visibleRows(offsets, 0, 50),
    visibleRows(offsets, 110, 200),
    visibleRows(offsets, 105, 225),
    visibleRows(offsets, 900, 999),
  ]).toEqual([
    { first: 0, end: 1 },
    { first: 1, end: 2 },
    { first: 0, end: 3 },
    { first: 4, end: 4 },
  ]);
});

it('agrees with looking at every row, on any wall', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 60 }),
      fc.integer({ min: 0, max: 9_000 }),
      fc.integer({ min: 1, max: 2_000 }),
      (heights, top, view) => {
        const offsets = rowOffsets(heights.map(row), 6);
        const seen = heights.flatMap((_, index) =>
          (offsets[index + 1] ?? 0) > top && (offsets[index] ?? 0) < top + view ? [index] : [],
        );
        const { first, end } = visibleRows(offsets, top, top + view);
        for (const index of seen) expect(index >= first && index < end).toBe(true);
        expect(end - first).toBeLessThanOrEqual(seen.length + 1);
      },
    ),
  );
});
