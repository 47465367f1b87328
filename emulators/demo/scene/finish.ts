import { clamp } from './colour.ts';
import type { Picture } from './picture.ts';

export interface Finish {
  exposure: number;
  /** How far bright places bleed, 0 to 1. */
  bloom: number;
  grain: number;
  vignette: number;
  /** 1 leaves it. */
  saturation: number;
  contrast: number;
}

export const NATURAL: Finish = {
  exposure: 1,
  bloom: 0.22,
  grain: 0.014,
  vignette: 0.16,
  saturation: 1.05,
  contrast: 1.06,
};

const BLOOM_STEP = 4;

/** Develops linear light into bytes: bloom, exposure, a film curve, a darker rim and grain. */
export function develop(size: { width: number; height: number }, rgb: Float32Array, finish: Finish): Picture {
  const { width, height } = size;
  const data = new Uint8ClampedArray(width * height * 3);
  const bloom = finish.bloom > 0 ? bloomOf(rgb, width, height) : null;
  let grainState = 12_345;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 3;
      const u = (x / width) * 2 - 1;
      const v = (y / height) * 2 - 1;
      const rim = 1 - finish.vignette * (u * u + v * v) * 0.5 * (u * u + v * v);
      let red = rgb[at]!;
      let green = rgb[at + 1]!;
      let blue = rgb[at + 2]!;
      if (bloom) {
        const amount = finish.bloom;
        red += (bloomAt(bloom, x, y, 0) - red * 0.35) * amount;
        green += (bloomAt(bloom, x, y, 1) - green * 0.35) * amount;
        blue += (bloomAt(bloom, x, y, 2) - blue * 0.35) * amount;
      }
      red = film(red * finish.exposure * rim);
      green = film(green * finish.exposure * rim);
      blue = film(blue * finish.exposure * rim);
      const grey = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      grainState = (Math.imul(grainState, 1_664_525) + 1_013_904_223) >>> 0;
      const first = grainState / 4_294_967_296;
      grainState = (Math.imul(grainState, 1_664_525) + 1_013_904_223) >>> 0;
      const grain = (first + grainState / 4_294_967_296 - 1) * finish.grain * (1.2 - grey * 0.6);
      data[at] = 255 * (curve(grey + (red - grey) * finish.saturation, finish.contrast) + grain) + 0.5;
      data[at + 1] = 255 * (curve(grey + (green - grey) * finish.saturation, finish.contrast) + grain) + 0.5;
      data[at + 2] = 255 * (curve(grey + (blue - grey) * finish.saturation, finish.contrast) + grain) + 0.5;
    }
  }
  return { width, height, data };
}

/** A film-like shoulder in display values: middle tones stay, highlights roll off. */
function film(light: number): number {
  const value = Math.max(0, light);
  const index = Math.min(FILM_STEPS - 1.001, Math.sqrt(value) * FILM_SCALE);
  const low = Math.floor(index);
  return FILM[low]! + (FILM[low + 1]! - FILM[low]!) * (index - low);
}

const FILM_STEPS = 2_048;
const FILM_LIMIT = 16;
const FILM_SCALE = (FILM_STEPS - 1) / Math.sqrt(FILM_LIMIT);
const FILM = Float32Array.from({ length: FILM_STEPS + 1 }, (_, step) => {
  const light = (step / FILM_SCALE) ** 2;
  // Straight up to 0.6, then a soft shoulder that reaches white far out.
  const rolled = light <= 0.6 ? light : 0.6 + 0.4 * (1 - Math.exp(-(light - 0.6) / 0.55));
  return rolled <= 0.0031308 ? rolled * 12.92 : 1.055 * rolled ** (1 / 2.4) - 0.055;
});

function curve(value: number, contrast: number): number {
  const clamped = clamp(value);
  const bent = clamped * clamped * (3 - 2 * clamped);
  return clamped + (bent - clamped) * (contrast - 1) * 3;
}

interface Bloom {
  columns: number;
  rows: number;
  light: Float32Array;
}

function bloomOf(rgb: Float32Array, width: number, height: number): Bloom {
  const columns = Math.ceil(width / BLOOM_STEP) + 1;
  const rows = Math.ceil(height / BLOOM_STEP) + 1;
  const light = new Float32Array(columns * rows * 3);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const y = Math.min(height - 1, row * BLOOM_STEP);
      const x = Math.min(width - 1, column * BLOOM_STEP);
      for (let channel = 0; channel < 3; channel += 1) {
        const value = rgb[(y * width + x) * 3 + channel]!;
        light[(row * columns + column) * 3 + channel] = Math.min(4, Math.max(0, value - 0.55) + value * 0.35);
      }
    }
  }
  const radius = Math.max(1, Math.round(Math.sqrt(width * height) / BLOOM_STEP / 42));
  for (let pass = 0; pass < 2; pass += 1) {
    blurLine(light, { count: rows, length: columns, stepCount: columns * 3, stepLength: 3, radius });
    blurLine(light, { count: columns, length: rows, stepCount: 3, stepLength: columns * 3, radius });
  }
  return { columns, rows, light };
}

/** A running mean along each line. */
function blurLine(
  light: Float32Array,
  line: { count: number; length: number; stepCount: number; stepLength: number; radius: number },
): void {
  const { count, length, stepCount, stepLength, radius } = line;
  const copy = new Float32Array(length);
  for (let index = 0; index < count; index += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      const start = index * stepCount + channel;
      for (let at = 0; at < length; at += 1) copy[at] = light[start + at * stepLength]!;
      let sum = 0;
      for (let at = -radius; at <= radius; at += 1) sum += copy[Math.max(0, Math.min(length - 1, at))]!;
      for (let at = 0; at < length; at += 1) {
        light[start + at * stepLength] = sum / (2 * radius + 1);
        sum += copy[Math.min(length - 1, at + radius + 1)]! - copy[Math.max(0, at - radius)]!;
      }
    }
  }
}

function bloomAt(bloom: Bloom, x: number, y: number, channel: number): number {
  const column = x / BLOOM_STEP;
  const row = y / BLOOM_STEP;
  const c = Math.floor(column);
  const r = Math.floor(row);
  const fx = column - c;
  const fy = row - r;
  const at = (r * bloom.columns + c) * 3 + channel;
  const next = bloom.columns * 3;
  const top = bloom.light[at]! + (bloom.light[at + 3]! - bloom.light[at]!) * fx;
  const bottom = bloom.light[at + next]! + (bloom.light[at + next + 3]! - bloom.light[at + next]!) * fx;
  return top + (bottom - top) * fy;
}
