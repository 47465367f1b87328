import { describe, expect, it } from 'vitest';
import { boxMean, makePlane, resizePlane } from '../planes/plane.ts';
import { cutOut } from './cut-out.ts';

describe('cutting a subject out', () => {
  const side = 288;
  /** An orange disc of radius 90 on blue, its rim half of each. */
  const inside = (x: number, y: number): number => Math.min(1, Math.max(0, 90.5 - Math.hypot(x - 143.5, y - 143.5)));
  const colours = Array.from({ length: side * side }, (_, at) => {
    const share = inside(at % side, Math.floor(at / side));
    return [240 * share + 20 * (1 - share), 130 * share + 60 * (1 - share), 30 * share + 220 * (1 - share)].map(
      Math.round,
    );
  });
  const rgba = () => Uint8Array.from(colours.flatMap((colour) => [...colour, 255]));
  /** What a model of a tenth of the size would say: blurred, and a few pixels off. */
  const coarse = () => {
    const mask = makePlane(side, side);
    for (let at = 0; at < mask.data.length; at += 1)
      mask.data[at] = inside((at % side) + 2, Math.floor(at / side) - 1) > 0.5 ? 1 : 0;
    return resizePlane(boxMean(mask, 2), 120, 120);
  };

  function cut(): Uint8Array {
    const full = { width: side, height: side, rgba: rgba() };
    cutOut({ full, small: { width: side, height: side, rgb: Uint8Array.from(colours.flat()) }, mask: coarse() });
    return full.rgba;
  }

  it('moves the edge of a coarse mask onto the edge of the picture', () => {
    const result = cut();
    let wrong = 0;
    for (let at = 0; at < side * side; at += 1) {
      const expected = inside(at % side, Math.floor(at / side));
      wrong += Math.abs(result[at * 4 + 3]! / 255 - expected);
    }
    const coarseMask = resizePlane(coarse(), side, side);
    const before = coarseMask.data.reduce(
      (sum, value, at) => sum + Math.abs(value - inside(at % side, Math.floor(at / side))),
      0,
    );
    expect(wrong).toBeLessThan(before / 2);
  });

  it('leaves little of the old background along the rim', () => {
    const blueWhere = (rgba: Uint8Array, alphaAt: (at: number) => number): number => {
      let blue = 0;
      for (let at = 0; at < side * side; at += 1) {
        if (rgba[at * 4 + 2]! > rgba[at * 4]!) blue += alphaAt(at);
      }
      return blue;
    };
    const mask = resizePlane(coarse(), side, side).data;
    const result = cut();
    const before = blueWhere(rgba(), (at) => mask[at]!);
    expect(blueWhere(result, (at) => result[at * 4 + 3]! / 255)).toBeLessThan(before / 3);
  });

  it('leaves what was transparent transparent', () => {
    const clear = rgba().map((value, at) => (at % 4 === 3 ? 0 : value));
    cutOut({
      full: { width: side, height: side, rgba: clear },
      small: { width: side, height: side, rgb: Uint8Array.from(colours.flat()) },
      mask: coarse(),
    });
    expect(clear.some((value, at) => at % 4 === 3 && value > 0)).toBe(false);
  });
});

describe('a plane', () => {
  it('is averaged over a square that is cut at the borders', () => {
    const plane = { width: 3, height: 2, data: Float32Array.from([1, 2, 3, 4, 5, 6]) };
    expect([...boxMean(plane, 1).data]).toEqual([3, 3.5, 4, 3, 3.5, 4]);
    expect(new Set(boxMean(plane, 9).data)).toEqual(new Set([3.5]));
  });

  it('keeps a slope when it is enlarged', () => {
    const plane = { width: 2, height: 1, data: Float32Array.from([0, 1]) };
    expect([...resizePlane(plane, 4, 1).data]).toEqual([0, 0.25, 0.75, 1]);
  });
});
