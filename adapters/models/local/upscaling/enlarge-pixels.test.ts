import { describe, expect, it } from 'vitest';
import { enlargePixels } from './enlarge-pixels.ts';
import type { EnlargeTile, RgbPixels } from './enlarge-pixels.ts';
import { OVERLAP_PIXELS, planTiles, tileWeights } from './plan-tiles.ts';

/** Repeats each pixel two by two: what comes out says exactly which pixel of the source lies where. */
const repeatPixels: EnlargeTile = async ({ width, height, data }) => {
  const enlarged = new Float32Array(data.length * 4);
  for (let at = 0; at < enlarged.length; at += 1) {
    const [x, y] = [at % (width * 2), Math.floor(at / (width * 2))];
    const channel = Math.floor(y / (height * 2));
    enlarged[at] = data[(channel * height + ((y % (height * 2)) >> 1)) * width + (x >> 1)]!;
  }
  return { width: width * 2, height: height * 2, data: enlarged };
};

function picture(width: number, height: number): RgbPixels {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, at) => (at * 7919 + (at >> 5)) % 256);
  return { width, height, data };
}

describe('enlarging in tiles', () => {
  it.each([
    [700, 311],
    [289, 288],
    [5, 3],
  ])('puts every pixel of a picture of %i × %i where it belongs', async (width, height) => {
    const source = picture(width, height);
    const fractions: number[] = [];
    const enlarged = await enlargePixels(source, repeatPixels, (fraction) => fractions.push(fraction));
    const expected = Uint8Array.from({ length: width * height * 12 }, (_, at) => {
      const [pixel, channel] = [Math.floor(at / 3), at % 3];
      const [x, y] = [(pixel % (width * 2)) >> 1, Math.floor(pixel / (width * 2)) >> 1];
      return source.data[(y * width + x) * 3 + channel]!;
    });
    expect([enlarged.width, enlarged.height]).toEqual([width * 2, height * 2]);
    expect(Buffer.compare(enlarged.data, expected)).toBe(0);
    expect(fractions.at(-1)).toBe(1);
  });

  it('hands the model tiles of even sides and one size', async () => {
    const sizes = new Set<string>();
    await enlargePixels(
      picture(601, 97),
      (tile) => {
        sizes.add(`${tile.width}x${tile.height}`);
        return repeatPixels(tile);
      },
      () => {},
    );
    expect([...sizes]).toHaveLength(1);
    expect([...sizes][0]).toMatch(/^\d*[02468]x\d*[02468]$/);
  });
});

describe('the plan of tiles', () => {
  it('covers every side with tiles that overlap enough, and fades them into each other without a jump', () => {
    for (let size = 1; size <= 1_500; size += 7) {
      const axis = planTiles(size, 288);
      expect(axis.length).toBeLessThanOrEqual(288);
      expect(axis.starts[0]).toBe(0);
      expect(axis.starts.at(-1)! + axis.length).toBe(size + (size % 2));
      expect([axis.length, ...axis.starts].filter((pixels) => pixels % 2 === 1)).toEqual([]);
      const total = new Float32Array((size + 1) * 2);
      axis.starts.forEach((start, tile) => {
        if (tile > 0) expect(axis.starts[tile - 1]! + axis.length - start).toBeGreaterThanOrEqual(OVERLAP_PIXELS);
        const weights = tileWeights(axis, tile, 2);
        weights.forEach((weight, pixel) => (total[start * 2 + pixel]! += weight));
        // A jump in weight would show as a seam.
        for (let pixel = 1; pixel < weights.length; pixel += 1) {
          expect(Math.abs(weights[pixel]! - weights[pixel - 1]!)).toBeLessThan(0.04);
        }
      });
      expect(Math.min(...total.subarray(0, size * 2))).toBeGreaterThan(0.99);
    }
  });
});
