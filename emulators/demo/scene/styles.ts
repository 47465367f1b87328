import { clamp, fromLab, smooth, toLab, toLinear } from './colour.ts';
import type { Colour } from './colour.ts';
import type { Noise } from './noise.ts';
import type { Picture } from './picture.ts';
import type { SceneStyle } from './scene-words.ts';
import { edgesOf, smoothPaint } from './smooth-paint.ts';
import { cutPaper } from './paper-cut.ts';
import type { Stage } from './stage.ts';

/** Redraws a developed picture in another technique. */
export function applyStyle(style: SceneStyle, picture: Picture, stage: Stage): Picture {
  switch (style) {
    case 'natural':
      return picture;
    case 'watercolour':
      return watercolour(picture, stage.noise);
    case 'ink':
      return inkWash(picture, stage.noise);
    case 'poster':
      return poster(picture, stage);
    case 'neon':
      return stage.plan.kind === 'city' ? picture : neonLight(picture, stage);
    case 'paper':
      return hasDepth(stage) ? cutPaper(picture, stage) : poster(picture, stage);
  }
}

function hasDepth({ plan }: Stage): boolean {
  return !['space', 'marble', 'pattern', 'figure'].includes(plan.kind);
}

function watercolour(picture: Picture, noise: Noise): Picture {
  const { width, height } = picture;
  const unit = Math.sqrt(width * height) / 1_000;
  const washed = smoothPaint(picture, Math.max(2, Math.round(5 * unit)), (x, y) => [
    noise.layered(x / (22 * unit), y / (22 * unit), 2) * 5 * unit,
    noise.layered(x / (22 * unit) + 40, y / (22 * unit), 2) * 5 * unit,
  ]);
  const edges = edgesOf(washed, width, height);
  const data = new Uint8ClampedArray(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      const u = x / unit;
      const v = y / unit;
      const tooth = noise.layered(u / 3.4, v / 3.4, 2);
      const bloom = noise.layered(u / 120 + 8, v / 120, 4);
      // Pigment gathers at the edge of a wash and in the hollows of the paper.
      const pigment = 1 + bloom * 0.3 + tooth * 0.13 + smooth(0.02, 0.16, edges[at]!) * 0.42;
      const margin = Math.min(x, width - x, y, height - y) / Math.min(width, height);
      const painted = smooth(0.018, 0.034, margin + noise.layered(u / 46, v / 46, 4) * 0.018);
      const grey = 0.3 * washed[at * 3]! + 0.59 * washed[at * 3 + 1]! + 0.11 * washed[at * 3 + 2]!;
      for (let channel = 0; channel < 3; channel += 1) {
        const value = clamp(grey + (washed[at * 3 + channel]! - grey) * 1.22, 0.02, 0.995);
        const paper = PAPER[channel]! + tooth * 0.012;
        const coat = value ** 0.69;
        const density = -Math.log(clamp(coat * 0.9 + 0.085, 0.03, 1)) * pigment * painted;
        data[at * 3 + channel] = 255 * paper * Math.exp(-density);
      }
    }
  }
  return { width, height, data };
}

const PAPER = [0.985, 0.97, 0.94];

function inkWash(picture: Picture, noise: Noise): Picture {
  const { width, height } = picture;
  const unit = Math.sqrt(width * height) / 1_000;
  const washed = smoothPaint(picture, Math.max(2, Math.round(4 * unit)), (x, y) => [
    noise.at(x / (14 * unit), y / (14 * unit)) * 3 * unit,
    noise.at(x / (14 * unit) + 40, y / (14 * unit)) * 3 * unit,
  ]);
  const edges = edgesOf(washed, width, height);
  const { low, high } = reachOf(washed);
  const data = new Uint8ClampedArray(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      const u = x / unit;
      const v = y / unit;
      const grey = 0.3 * washed[at * 3]! + 0.59 * washed[at * 3 + 1]! + 0.11 * washed[at * 3 + 2]!;
      const level = clamp((grey - low) / (high - low));
      const fibre = noise.layered(u / 2.8, v / 7, 2) * 0.5 + noise.layered(u / 60, v / 60, 3) * 0.6;
      const wash = (1 - level) ** 1.55 * (1 + fibre * 0.28);
      const brush = smooth(0.035, 0.13, edges[at]! * (1 + noise.layered(u / 9, v / 9, 2) * 0.8)) * 0.62;
      const dry = smooth(0.15, 0.5, noise.layered(u / 2.1, v / 9 + 30, 2)) * smooth(0.75, 0.35, wash);
      const ink = clamp(wash * 0.93 + brush * (1 - dry * 0.7)) * (1 - 0.12 * smooth(0.4, 0.9, level));
      const warmth = clamp((washed[at * 3]! - washed[at * 3 + 2]! - 0.3) * 1.8) * 0.3;
      const paper = [0.955, 0.93, 0.875];
      const black = [0.085 + warmth * 0.55, 0.09 + warmth * 0.12, 0.105 + warmth * 0.06];
      for (let channel = 0; channel < 3; channel += 1) {
        const sheet = paper[channel]! + fibre * 0.012;
        data[at * 3 + channel] = 255 * (sheet + (black[channel]! - sheet) * ink);
      }
    }
  }
  return { width, height, data };
}

/** The 2nd and 98th percentile of brightness, so that a dark scene is not one black blot. */
function reachOf(values: Float32Array): { low: number; high: number } {
  const sample: number[] = [];
  for (let at = 0; at < values.length; at += 3 * 97) {
    sample.push(0.3 * values[at]! + 0.59 * values[at + 1]! + 0.11 * values[at + 2]!);
  }
  sample.sort((a, b) => a - b);
  const low = sample[Math.floor(sample.length * 0.02)] ?? 0;
  return { low, high: Math.max(low + 0.1, sample[Math.floor(sample.length * 0.96)] ?? 1) };
}

const INKS = 9;

/** A print in nine inks, chosen from the picture and set flat. */
function poster(picture: Picture, { noise }: Stage): Picture {
  const { width, height } = picture;
  const unit = Math.sqrt(width * height) / 1_000;
  const washed = smoothPaint(picture, Math.max(2, Math.round(6 * unit)));
  const labs = new Float32Array(washed.length);
  for (let at = 0; at < washed.length; at += 3) {
    labs.set(toLab([toLinear(washed[at]!), toLinear(washed[at + 1]!), toLinear(washed[at + 2]!)]), at);
  }
  const inks = chooseInks(labs);
  const shown = inks.map(([lightness, a, b]) => fromLab(lightness, a * 1.18, b * 1.18).map(toDisplay));
  const data = new Uint8ClampedArray(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 3;
      let first = 0;
      let second = 0;
      let near = 1e9;
      let next = 1e9;
      for (let ink = 0; ink < inks.length; ink += 1) {
        const [l, a, b] = inks[ink]!;
        const away = (labs[at]! - l) ** 2 + ((labs[at + 1]! - a) ** 2 + (labs[at + 2]! - b) ** 2) * 1.6;
        if (away < near) {
          next = near;
          second = first;
          near = away;
          first = ink;
        } else if (away < next) {
          next = away;
          second = ink;
        }
      }
      const between = 0.5 * smooth(0.72, 1, Math.sqrt(near / (next || 1)));
      const tooth = noise.at(x / (1.7 * unit), y / (1.7 * unit)) * 2.2;
      for (let channel = 0; channel < 3; channel += 1) {
        const one = shown[first]![channel]!;
        data[at + channel] = 255 * (one + (shown[second]![channel]! - one) * between) + tooth;
      }
    }
  }
  return { width, height, data };
}

function toDisplay(light: number): number {
  return light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
}

/** K-means over a sample, begun evenly by lightness, so that it always ends the same. */
function chooseInks(labs: Float32Array): Colour[] {
  const sample: Colour[] = [];
  for (let at = 0; at < labs.length; at += 3 * 211) sample.push([labs[at]!, labs[at + 1]!, labs[at + 2]!]);
  sample.sort((a, b) => a[0] - b[0]);
  let inks = Array.from({ length: INKS }, (_, ink) => sample[Math.floor(((ink + 0.5) / INKS) * sample.length)]!);
  for (let round = 0; round < 9; round += 1) {
    const sums = inks.map(() => [0, 0, 0, 0]);
    for (const colour of sample) {
      let nearest = 0;
      let least = 1e9;
      inks.forEach((ink, index) => {
        const away = (ink[0] - colour[0]) ** 2 + ((ink[1] - colour[1]) ** 2 + (ink[2] - colour[2]) ** 2) * 1.6;
        if (away < least) {
          least = away;
          nearest = index;
        }
      });
      const sum = sums[nearest]!;
      for (let part = 0; part < 3; part += 1) sum[part]! += colour[part]!;
      sum[3]! += 1;
    }
    inks = inks.map((ink, index) => {
      const [l, a, b, count] = sums[index]! as [number, number, number, number];
      return count === 0 ? ink : [l / count, a / count, b / count];
    });
  }
  return inks;
}

/** Night light in magenta and cyan, with every skyline drawn in a glowing tube. */
function neonLight(picture: Picture, { frame }: Stage): Picture {
  const { width, height } = picture;
  const unit = Math.sqrt(width * height) / 1_000;
  const tube = new Float32Array(width * height);
  const gap = Math.max(1, Math.round(1.2 * unit));
  for (let y = gap; y < height - gap; y += 1) {
    for (let x = gap; x < width - gap; x += 1) {
      const at = y * width + x;
      const here = frame.depth[at]!;
      const behind = Math.max(frame.depth[at - gap * width]!, frame.depth[at - gap]!, frame.depth[at + gap]!);
      tube[at] = behind > here * 1.12 + 2 ? smooth(1.12, 1.7, behind / here) : 0;
    }
  }
  const halo = softened(
    softened(tube, width, height, Math.round(7 * unit) + 1),
    width,
    height,
    Math.round(4 * unit) + 1,
  );
  const data = new Uint8ClampedArray(width * height * 3);
  for (let at = 0; at < width * height; at += 1) {
    const across = (at % width) / width;
    const grey =
      (0.3 * picture.data[at * 3]! + 0.59 * picture.data[at * 3 + 1]! + 0.11 * picture.data[at * 3 + 2]!) / 255;
    const colour = [1 - across * 0.75, 0.22 + across * 0.55, 0.72 + across * 0.26];
    for (let channel = 0; channel < 3; channel += 1) {
      const dusk =
        NIGHTS[0]![channel]! +
        (NIGHTS[1]![channel]! - NIGHTS[0]![channel]!) * smooth(0, 0.55, grey) +
        (NIGHTS[2]![channel]! - NIGHTS[1]![channel]!) * smooth(0.5, 0.95, grey);
      const base = (dusk * 0.72 + (picture.data[at * 3 + channel]! / 255) * 0.28) * 0.92;
      const light = colour[channel]! * (halo[at]! * 2.1 + tube[at]! * 0.75) + tube[at]! * 0.3;
      data[at * 3 + channel] = 255 * (1 - (1 - base) * (1 - clamp(light)));
    }
  }
  return { width, height, data };
}

const NIGHTS = [
  [0.035, 0.02, 0.11],
  [0.5, 0.1, 0.52],
  [1, 0.66, 0.82],
];

function softened(field: Float32Array, width: number, height: number, radius: number): Float32Array {
  const across = new Float32Array(field.length);
  const out = new Float32Array(field.length);
  for (let y = 0; y < height; y += 1) {
    let sum = 0;
    for (let x = -radius; x < width; x += 1) {
      if (x + radius < width) sum += field[y * width + x + radius]!;
      if (x - radius - 1 >= 0) sum -= field[y * width + x - radius - 1]!;
      if (x >= 0) across[y * width + x] = sum / (2 * radius + 1);
    }
  }
  for (let x = 0; x < width; x += 1) {
    let sum = 0;
    for (let y = -radius; y < height; y += 1) {
      if (y + radius < height) sum += across[(y + radius) * width + x]!;
      if (y - radius - 1 >= 0) sum -= across[(y - radius - 1) * width + x]!;
      if (y >= 0) out[y * width + x] = sum / (2 * radius + 1);
    }
  }
  return out;
}
