import { clamp, hex, mix, ramp, smooth } from './colour.ts';
import type { Colour } from './colour.ts';
import type { Stage } from './stage.ts';

const PALETTES = [
  ['#0e2a33', '#1f6f74', '#8fc4b8', '#f1ece0', '#c79a4b'],
  ['#1c1a2b', '#4a3f78', '#b79cc9', '#f4ece8', '#d9a05b'],
  ['#2a1718', '#8a3b3a', '#e0a58f', '#f6efe6', '#c9963f'],
  ['#101d2c', '#2d5d8a', '#9fc0d8', '#f3f1ea', '#b98a4a'],
];
const METALS: readonly string[] = ['#d4a437', '#b06a3c', '#b9c0c8', '#94713c', '#d9a63a'];

/** Poured stone: colours folded into each other, a polish that catches light, and veins of metal. */
export function paintMarble({ frame, noise, plan, reading, random, onProgress }: Stage): void {
  const { width, height, rgb } = frame;
  const unit = Math.sqrt(width * height);
  const { stops, metal } = stonesOf(reading.palette, plan.variant);
  const table = ramp(stops);
  const grain = [1.5, 2.3, 1.1, 1.9][plan.variant % 4]!;
  const stretch = [1, 0.55, 1.5, 0.8][plan.variant % 4]!;
  const turn = random.between(-0.9, 0.9);
  const cosine = Math.cos(turn);
  const sine = Math.sin(turn);
  const field = new Float32Array(width * height);
  const vein = new Float32Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const u0 = (x / unit) * grain;
      const v0 = (y / unit) * grain;
      const u = u0 * cosine + v0 * sine;
      const v = (v0 * cosine - u0 * sine) * stretch;
      const ax = noise.layered(u + 1.7, v + 9.2, 3);
      const ay = noise.layered(u + 8.3, v + 2.8, 3);
      const bx = noise.layered(u + 2.1 * ax + 4.1, v + 2.1 * ay, 4);
      const by = noise.layered(u + 2.1 * ax - 3.3, v + 2.1 * ay + 7.7, 3);
      const fold = noise.layered(u + 1.9 * bx, v + 1.9 * by, 4, 0.55);
      const at = y * width + x;
      field[at] = fold * 0.85 + bx * 0.35;
      const thick = 0.011 + 0.03 * smooth(0.1, 0.6, noise.at(u * 1.1 + 30, v * 1.1));
      const main = Math.abs(fold - by * 0.55 + 0.06) / thick;
      const fine = Math.abs(noise.layered(u * 1.4 + bx * 1.6 + 60, v * 1.4 + by * 1.6, 5) - 0.03) / (thick * 0.3);
      const dotted = noise.at(u * 70, v * 70) > 0.58 ? smooth(5, 1.5, main) * 0.55 : 0;
      vein[at] = Math.max(Math.exp(-main * main), Math.exp(-fine * fine) * smooth(0.1, 0.4, ax), dotted);
    }
    if (y % 64 === 0) onProgress(0.1 + (y / height) * 0.7);
  }
  const tilt = unit / 26 / grain;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      const slopeX = (field[y * width + Math.min(width - 1, x + 1)]! - field[at]!) * tilt;
      const slopeY = (field[Math.min(height - 1, y + 1) * width + x]! - field[at]!) * tilt;
      const bands = 0.5 + 0.5 * Math.sin(field[at]! * 7.5 + 0.6);
      const step = Math.floor(clamp(field[at]! * 0.75 + 0.5 + (bands - 0.5) * 0.24) * 254) * 3;
      const facing = (0.86 - slopeX * 0.6 - slopeY * 0.9) / Math.sqrt(1 + slopeX * slopeX + slopeY * slopeY);
      const polish = Math.max(0, facing - 0.55) ** 14 * 0.35;
      const metalHere = vein[at]!;
      const foil = 0.4 + 0.95 * clamp(facing + noise.at(x / 3.1, y / 2.7) * 0.3) ** 3;
      for (let channel = 0; channel < 3; channel += 1) {
        const stone = table[step + channel]! * (0.62 + 0.5 * facing) + polish;
        rgb[at * 3 + channel] = stone + (metal[channel]! * foil * 1.25 - stone) * Math.min(1, metalHere * 1.15);
      }
    }
  }
}

/** Named metals become the veins, other named colours the stone. */
function stonesOf(palette: readonly Colour[], variant: number): { stops: Colour[]; metal: Colour } {
  const metals = METALS.map(hex);
  const isMetal = (colour: Colour): boolean =>
    metals.some((metal) => metal.every((value, index) => value === colour[index]));
  const named = palette.filter((colour) => !isMetal(colour));
  const usual = (PALETTES[variant % PALETTES.length] ?? []).map(hex);
  const metal = palette.find(isMetal) ?? usual[4]!;
  if (named.length === 0) return { stops: usual.slice(0, 4), metal };
  const first = named[0]!;
  const last = named.at(-1)!;
  const night = mix(first, [0.004, 0.008, 0.014], 0.82);
  const pale: Colour = [0.9, 0.87, 0.8];
  const orders: Colour[][] = [
    [night, first, mix(last, pale, 0.35), pale],
    [pale, mix(last, pale, 0.4), first, night],
    [night, mix(first, night, 0.4), last, mix(first, pale, 0.6)],
    [first, night, mix(first, pale, 0.35), pale, last],
  ];
  return { stops: orders[variant % orders.length]!, metal };
}
