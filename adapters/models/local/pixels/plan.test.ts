import { describe, expect, it } from 'vitest';
import { largestOfRatio, percentRectangle } from './plan-crop.ts';
import { planResize } from './plan-resize.ts';
import { sniffFormat } from './sniff-format.ts';

const photo = { width: 4_000, height: 3_000 };

describe('the size after a resize', () => {
  const wish = { width: undefined, height: undefined, fit: 'inside', enlarge: false } as const;

  it.each([
    ['the open side follows the shape', { ...wish, width: 800 }, { width: 800, height: 600 }],
    ['the tighter side decides', { ...wish, width: 800, height: 300 }, { width: 400, height: 300 }],
    ['nothing is enlarged', { ...wish, width: 8_000 }, photo],
    ['unless asked', { ...wish, height: 6_000, enlarge: true }, { width: 8_000, height: 6_000 }],
    ['a cover fills the box', { ...wish, width: 500, height: 500, fit: 'cover' as const }, { width: 500, height: 500 }],
    [
      'a box too large shrinks in its shape',
      { ...wish, width: 6_000, height: 6_000, fit: 'cover' as const },
      { width: 3_000, height: 3_000 },
    ],
    [
      'a stretch takes any shape',
      { ...wish, width: 100, height: 900, fit: 'stretch' as const },
      { width: 100, height: 900 },
    ],
  ])('%s', (_, given, expected) => {
    expect(planResize(photo, given)).toEqual(expected);
  });

  it('never comes to nothing', () => {
    expect(planResize({ width: 5_000, height: 2 }, { ...wish, width: 10 })).toEqual({ width: 10, height: 1 });
  });
});

describe('the cut of a crop', () => {
  it('is as large as its shape allows', () => {
    expect(largestOfRatio(photo, '1:1')).toEqual({ width: 3_000, height: 3_000 });
    expect(largestOfRatio(photo, '16:9')).toEqual({ width: 4_000, height: 2_250 });
    expect(largestOfRatio(photo, '9:16')).toEqual({ width: 1_688, height: 3_000 });
  });

  it('stays inside the picture whatever the percentages say', () => {
    expect(percentRectangle(photo, { x: 50, y: 50, width: 100, height: 100 })).toEqual({
      left: 2_000,
      top: 1_500,
      width: 2_000,
      height: 1_500,
    });
    expect(percentRectangle({ width: 3, height: 3 }, { x: 100, y: 100, width: 0.1, height: 0.1 })).toEqual({
      left: 2,
      top: 2,
      width: 1,
      height: 1,
    });
  });
});

describe('telling a picture by its first bytes', () => {
  it.each([
    ['jpeg', 'ffd8ffe000104a464946'],
    ['png', '89504e470d0a1a0a0000000d49484452'],
    ['webp', '52494646aabbccdd57454250565038'],
    ['gif', '474946383961'],
    ['tiff', '49492a0008000000'],
    ['avif', '0000001c667479706176696600000000'],
    ['avif', '0000001c667479706d696631000000006d69663161766966'],
    [null, '0000001c6674797068656963000000006d69663168656963'],
    [null, '3c737667'],
    [null, ''],
  ])('finds %s in %s', (format, hex) => {
    expect(sniffFormat(Buffer.from(hex, 'hex'))).toBe(format);
  });
});
