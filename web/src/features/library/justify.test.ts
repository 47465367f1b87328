import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { justify } from './justify.ts';

const frame = { width: 1000, targetHeight: 220, gap: 4 };

describe('justify', () => {
  it('fills every row but the last from edge to edge and loses no picture', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.1, max: 6, noNaN: true }), { maxLength: 200 }), (ratios) => {
        const rows = justify({ ratios, ...frame });
        expect(rows.flatMap((row) => row.widths)).toHaveLength(ratios.length);
        rows.forEach((row, index) => {
          const total = row.widths.reduce((sum, width) => sum + width, 0) + frame.gap * (row.widths.length - 1);
          expect(total).toBeLessThanOrEqual(frame.width + 0.001);
          if (index < rows.length - 1) expect(total).toBeCloseTo(frame.width, 3);
          expect(row.height).toBeLessThanOrEqual(frame.targetHeight + 0.001);
        });
      }),
    );
  });

  it('does not blow up a lonely last picture', () => {
    expect(justify({ ratios: [1], ...frame })).toEqual([{ start: 0, height: 220, widths: [220] }]);
  });
});
