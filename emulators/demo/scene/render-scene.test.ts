import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { renderScene } from './render-scene.ts';
import type { SceneRequest } from './render-scene.ts';
import { planScene } from './plan-scene.ts';
import { Random } from './random.ts';
import { readPrompt } from './read-prompt.ts';

const SMALL = { seed: 7, index: 0, width: 120, height: 80 };
const PROMPTS = [
  'a lighthouse at dusk',
  'misty pine forest at dawn',
  'neon city skyline at night in the rain',
  'desert dunes under a full moon',
  'abstract marble in teal and gold',
  'a calm lake with snowy mountains, watercolour',
  'a red sailing boat near an island',
  'a field of poppies',
  'a planet with rings',
  'a spiral galaxy',
  'a portrait of a woman, ink',
  'a geometric pattern, poster',
  'snowfall over a cabin in the hills, paper cut',
  'synthwave mountains',
  'a stormy sea',
  'words that name no place at all',
];

describe('a drawn scene', () => {
  it.each(PROMPTS)('is whole for "%s": no hole, no flat field, four different pictures', (prompt) => {
    const pictures = [0, 1, 2, 3].map((index) => renderScene({ ...SMALL, prompt, index }));
    expect(new Set(pictures.map(({ data }) => digest(data))).size).toBe(4);
    for (const { data } of pictures) {
      expect(data.length).toBe(120 * 80 * 3);
      expect(spreadOf(data)).toBeGreaterThan(6);
      expect(blackRowsOf(data, 120)).toBe(0);
    }
  });

  it('is the same for the same request and another for another seed', () => {
    const draw = (more: Partial<SceneRequest>) => digest(renderScene({ ...SMALL, prompt: 'a lake', ...more }).data);
    expect(draw({})).toBe(draw({}));
    expect(draw({ seed: 8 })).not.toBe(draw({}));
    expect(draw({ palette: '#a03050' })).not.toBe(draw({}));
    expect(draw({ style: 'ink' })).not.toBe(draw({}));
  });

  it('tells progress that only grows and ends at one', () => {
    const told: number[] = [];
    renderScene({ ...SMALL, prompt: 'a lake', onProgress: (fraction) => told.push(fraction) });
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told.at(-1)).toBe(1);
  });
});

describe('reading a prompt', () => {
  it('gives a colour to the thing it stands before, and other colours to the whole', () => {
    const boat = readPrompt('a red sailing boat', {});
    expect([boat.subjectColours.has('boat'), boat.palette.length]).toEqual([true, 0]);
    expect(readPrompt('marble in teal and gold', {}).palette).toHaveLength(2);
    expect(readPrompt('a meadow at golden hour', {}).palette).toHaveLength(0);
    expect(readPrompt('a lake, #a03050', { palette: '#102030' }).palette).toHaveLength(2);
  });

  it('puts a choice of style above the words', () => {
    expect(readPrompt('a lake in watercolour', {}).style).toBe('watercolour');
    expect(readPrompt('a lake in watercolour', { style: 'ink' }).style).toBe('ink');
    expect(readPrompt('a lake in watercolour', { style: 'auto' }).style).toBe('watercolour');
  });

  it('plans four compositions that differ', () => {
    const reading = readPrompt('a lake', {});
    const plans = [0, 1, 2, 3].map((index) => planScene(reading, { random: new Random('a lake', 1), index }));
    expect(new Set(plans.map(({ horizon, time }) => `${horizon} ${time}`)).size).toBe(4);
  });
});

function digest(data: Uint8ClampedArray): string {
  return createHash('sha256').update(data).digest('hex');
}

/** Standard deviation of the brightness. */
function spreadOf(data: Uint8ClampedArray): number {
  let sum = 0;
  let squares = 0;
  for (const value of data) {
    sum += value;
    squares += value * value;
  }
  return Math.sqrt(squares / data.length - (sum / data.length) ** 2);
}

/** Rows of nothing: what a number gone wrong leaves behind. */
function blackRowsOf(data: Uint8ClampedArray, width: number): number {
  let rows = 0;
  for (let at = 0; at < data.length; at += width * 3) {
    if (data.subarray(at, at + width * 3).every((value) => value < 3)) rows += 1;
  }
  return rows;
}
