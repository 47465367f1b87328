import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { panBy, zoomAt } from './view.ts';

it('keeps the point under the pointer in place while zooming', () => {
  const number = fc.double({ min: -500, max: 500, noNaN: true });
  fc.assert(
    fc.property(
      fc.double({ min: 1.2, max: 3, noNaN: true }),
      number,
      number,
      number,
      number,
      (factor, px, py, x, y) => {
        const before = { scale: 2, x, y };
        const after = zoomAt(before, factor, { x: px, y: py });
        // The picture's own coordinate under the pointer, before and after.
        expect((px - after.x) / after.scale).toBeCloseTo((px - before.x) / before.scale, 6);
        expect((py - after.y) / after.scale).toBeCloseTo((py - before.y) / before.scale, 6);
      },
    ),
  );
});

it('comes back to the middle when it fits again, and does not move while it fits', () => {
  expect(zoomAt({ scale: 2, x: 90, y: -40 }, 0.1, { x: 10, y: 10 })).toEqual({ scale: 1, x: 0, y: 0 });
  expect(panBy({ scale: 1, x: 0, y: 0 }, { x: 50, y: 50 })).toEqual({ scale: 1, x: 0, y: 0 });
});
