import { describe, expect, it } from 'vitest';
import { cutLine, LINE_HEIGHT_PIXELS } from './cut-line.ts';
import { decodeLine } from './decode-line.ts';
import { findRegions } from './find-regions.ts';
import { readInOrder } from './reading-order.ts';
import { smallestRectangle } from './text-region.ts';
import type { TextRegion } from './text-region.ts';

describe('finding regions in a map of probabilities', () => {
  /** Draws turned rectangles with a probability of 0.9. */
  function mapWith(...drawn: TextRegion[]): { width: number; height: number; data: Float32Array } {
    const [width, height] = [300, 200];
    const data = Float32Array.from({ length: width * height }, (_, at) => {
      const [x, y] = [(at % width) + 0.5, Math.floor(at / width) + 0.5];
      const isInside = drawn.some(({ centreX, centreY, angle, ...size }) => {
        const along = (x - centreX) * Math.cos(angle) + (y - centreY) * Math.sin(angle);
        const across = (y - centreY) * Math.cos(angle) - (x - centreX) * Math.sin(angle);
        return Math.abs(along) < size.width / 2 && Math.abs(across) < size.height / 2;
      });
      return isInside ? 0.9 : 0.02;
    });
    return { width, height, data };
  }

  it('finds each line with its angle and widens it to the whole letters', () => {
    const turned = { centreX: 150, centreY: 60, width: 200, height: 14, angle: 0.12 };
    const found = findRegions(mapWith(turned, { centreX: 80, centreY: 150, width: 60, height: 12, angle: 0 }));
    expect(found).toHaveLength(2);
    const [first] = found;
    expect(first?.angle).toBeCloseTo(0.12, 1);
    expect(first?.centreX).toBeCloseTo(150, 0);
    expect(first?.height).toBeGreaterThan(14 * 1.8);
    expect(first?.height).toBeLessThan(14 * 3);
  });

  it('takes a tall narrow blob for a line that runs down', () => {
    const [found] = findRegions(mapWith({ centreX: 150, centreY: 100, width: 12, height: 120, angle: 0 }));
    expect(found?.width).toBeGreaterThan(found?.height ?? 0);
    expect(Math.abs(found?.angle ?? 0)).toBeCloseTo(Math.PI / 2, 1);
  });

  it('ignores specks and doubtful blobs', () => {
    const map = mapWith({ centreX: 40, centreY: 40, width: 2, height: 2, angle: 0 });
    map.data.fill(0.4, 20_000, 20_050);
    expect(findRegions(map)).toEqual([]);
  });
});

it('finds the smallest rectangle around points', () => {
  const { width, height, angle } = smallestRectangle([
    [0, 0],
    [4, 4],
    [3, 5],
    [-1, 1],
    [2, 2],
  ]);
  expect(width).toBeCloseTo(Math.hypot(4, 4));
  expect(height).toBeCloseTo(Math.SQRT2);
  expect(Math.abs(angle)).toBeCloseTo(Math.PI / 4);
});

it('cuts a turned line out level', () => {
  // White, with a black bar of 10 pixels that runs along a diagonal.
  const data = Uint8Array.from({ length: 200 * 200 * 3 }, (_, at) => {
    const pixel = Math.floor(at / 3);
    return Math.abs((pixel % 200) - Math.floor(pixel / 200)) < 7 ? 0 : 255;
  });
  const region = { centreX: 100, centreY: 100, width: 120, height: 40, angle: Math.PI / 4 };
  const { width, planes } = cutLine({ width: 200, height: 200, data }, region);
  expect(width).toBe(144);
  const row = (y: number): Float32Array => planes.subarray(y * width, (y + 1) * width);
  expect(Math.max(...row(LINE_HEIGHT_PIXELS / 2))).toBe(-1);
  expect(Math.min(...row(2))).toBe(1);
});

describe('decoding a line', () => {
  const classes = 97;
  function probabilities(...steps: number[]): Float32Array {
    const data = new Float32Array(steps.length * classes);
    steps.forEach((step, index) => (data[index * classes + step] = 0.8));
    return data;
  }
  const classOf = (letter: string): number => {
    const letters = '0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~!"#$%&\'()*+,-./ ';
    return letters.indexOf(letter) + 1;
  };

  it('drops repeats and gaps, keeps double letters and spaces', () => {
    const [l, e, t, space] = ['l', 'e', 't', ' '].map(classOf) as [number, number, number, number];
    const { text, certainty } = decodeLine(probabilities(0, l, l, e, 0, t, 0, t, space, space, 0, 1));
    expect(text).toBe('lett 0');
    expect(certainty).toBeCloseTo(0.8);
  });

  it('is certain of nothing where nothing is written', () => {
    expect(decodeLine(probabilities(0, 0, 0))).toEqual({ text: '', certainty: 0 });
  });
});

describe('reading order', () => {
  const piece = (text: string, left: number, top: number, angle = 0) => {
    const width = text.length * 10;
    const [x, y] = [left + width / 2, top + 10];
    const turned = {
      centreX: x * Math.cos(angle) - y * Math.sin(angle),
      centreY: x * Math.sin(angle) + y * Math.cos(angle),
    };
    return { text, ...turned, width, height: 20, angle };
  };
  const shuffled = <Item>(items: Item[]): Item[] =>
    items
      .map((item, at) => ({ item, key: (at * 7) % 5 }))
      .sort((a, b) => a.key - b.key)
      .map(({ item }) => item);

  it('joins a line from left to right and keeps paragraphs apart', () => {
    const pieces = [
      piece('First', 0, 0),
      piece('line.', 80, 3),
      piece('Second line.', 0, 30),
      piece('A new one.', 0, 110),
    ];
    expect(readInOrder(shuffled(pieces))).toBe('First line.\nSecond line.\n\nA new one.');
  });

  it('reads a page that lies askew', () => {
    const pieces = [
      piece('Left one', 0, 0, 0.1),
      piece('right one', 700, 0, 0.1),
      piece('Left two', 0, 40, 0.1),
      piece('right two', 700, 40, 0.1),
    ];
    expect(readInOrder(shuffled(pieces))).toBe('Left one right one\nLeft two right two');
  });

  it('reads columns of running text one after the other, but a table line by line', () => {
    const column = (word: string, left: number) =>
      [0, 1, 2, 3].map((line) => piece(`${word} column, line number ${line}`, left, line * 30));
    expect(readInOrder(shuffled([...column('left', 0), ...column('right', 500)])).split('\n')).toEqual([
      ...[0, 1, 2, 3].map((line) => `left column, line number ${line}`),
      '',
      ...[0, 1, 2, 3].map((line) => `right column, line number ${line}`),
    ]);
    const table = [0, 1, 2, 3].flatMap((line) => [
      piece(`Item ${line}`, 0, line * 30),
      piece(`$${line}`, 500, line * 30),
    ]);
    expect(readInOrder(shuffled(table))).toBe('Item 0 $0\nItem 1 $1\nItem 2 $2\nItem 3 $3');
  });

  it('has nothing to say about nothing', () => {
    expect(readInOrder([])).toBe('');
  });
});
