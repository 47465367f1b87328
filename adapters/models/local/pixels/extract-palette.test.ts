import { describe, expect, it } from 'vitest';
import { paletteOf } from './extract-palette.ts';
import { hexFromOklab, oklabFromSrgb } from './oklab.ts';

function pixels(...runs: [count: number, red: number, green: number, blue: number, alpha?: number][]): Uint8Array {
  return Uint8Array.from(
    runs.flatMap(([count, red, green, blue, alpha = 255]) =>
      Array.from({ length: count }, () => [red, green, blue, alpha]).flat(),
    ),
  );
}

describe('a palette', () => {
  it('lists colours by share and gives a small accent a place among many shades of one colour', () => {
    const shades = Array.from({ length: 60 }, (_, step): [number, number, number, number] => [
      50,
      20 + step,
      60 + step,
      110 + step,
    ]);
    const palette = paletteOf(pixels(...shades, [60, 230, 40, 40]), 5);
    expect(palette.length).toBeLessThanOrEqual(5);
    expect(palette.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 2);
    expect([...palette].sort((a, b) => b.share - a.share)).toEqual(palette);
    expect(palette.find(({ name }) => name === 'red')?.share).toBeCloseTo(60 / 3_060, 2);
  });

  it('gives fewer colours where a picture has fewer, and none where nothing is opaque', () => {
    expect(paletteOf(pixels([10, 255, 255, 255], [30, 0, 0, 0], [99, 0, 255, 0, 10]), 12)).toEqual([
      { hex: '#000000', share: 0.75, name: 'black' },
      { hex: '#ffffff', share: 0.25, name: 'white' },
    ]);
    expect(paletteOf(pixels([5, 1, 2, 3, 0]), 6)).toEqual([]);
  });

  it('says the same twice', () => {
    const noise = Uint8Array.from({ length: 40_000 }, (_, at) => (at % 4 === 3 ? 255 : (at * 2_654_435_761) >>> 24));
    expect(paletteOf(noise, 8)).toEqual(paletteOf(noise, 8));
  });
});

it('brings colours to OKLab and back', () => {
  for (const hex of ['#000000', '#ffffff', '#123456', '#fedcba', '#00ff7f', '#c0ffee']) {
    const channel = (at: number): number => Number.parseInt(hex.slice(at, at + 2), 16);
    expect(hexFromOklab(oklabFromSrgb(channel(1), channel(3), channel(5)))).toBe(hex);
  }
});
