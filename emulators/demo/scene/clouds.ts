import { smooth } from './colour.ts';
import type { Light } from './light.ts';
import type { Noise } from './noise.ts';
import type { Frame, View } from './view.ts';

export interface CloudPlan {
  /** `deck` recedes to the horizon, `banks` stand above it, `streaks` are high and thin. */
  kind: 'deck' | 'banks' | 'streaks';
  /** 0 none to 1 closed. */
  cover: number;
  /** Larger makes smaller clouds. */
  grain: number;
  opacity: number;
}

const STEP = 2;

/** Lays clouds over the sky. Computed at half size: clouds are soft, and it is four times faster. */
export function paintClouds(
  frame: Frame,
  view: View,
  light: Light,
  { plan, noise }: { plan: CloudPlan; noise: Noise },
): void {
  const columns = Math.ceil(frame.width / STEP) + 1;
  const rows = Math.ceil(Math.min(frame.height, view.horizon + 3) / STEP) + 2;
  const cover = new Float32Array(columns * rows);
  const shine = new Float32Array(columns * rows);
  const sample = { cover: 0, shine: 0 };
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const dx = (column * STEP - frame.width / 2) / view.focal;
      const dy = (view.horizon - row * STEP) / view.focal;
      cloudAt(sample, { dx, dy: Math.max(dy, 0.004) }, light, plan, noise);
      cover[row * columns + column] = sample.cover;
      shine[row * columns + column] = sample.shine;
    }
  }
  blendClouds(frame, view, light, { cover, shine, columns });
}

interface Sample {
  cover: number;
  shine: number;
}

function cloudAt(sample: Sample, at: { dx: number; dy: number }, light: Light, plan: CloudPlan, noise: Noise): void {
  const { dx, dy } = at;
  const [sx, sy, sz] = light.direction;
  let px: number;
  let py: number;
  let toSunX: number;
  let toSunY: number;
  let fade = 1;
  if (plan.kind === 'banks') {
    px = dx * 2.6;
    py = dy * 4.6 + 11;
    toSunX = sx * 0.5;
    toSunY = 0.32 + sy * 0.4;
  } else {
    const reach = 1 / (dy + 0.09);
    px = dx * reach * (plan.kind === 'streaks' ? 0.32 : 0.75);
    py = reach * (plan.kind === 'streaks' ? 1.15 : 0.95);
    toSunX = sx * 0.6;
    toSunY = sz * 0.6;
    fade = smooth(-0.02, 0.05, dy);
  }
  px *= plan.grain;
  py *= plan.grain;
  const density = densityAt(px, py, plan, noise, 6);
  const lift = plan.kind === 'banks' ? smooth(0.62, 0.05, dy) * 0.42 - 0.16 + smooth(0.06, 0, dy) * 0.1 : 0;
  const threshold = 0.5 - plan.cover;
  const body = density + lift - threshold;
  sample.cover = body <= 0 ? 0 : smooth(0, plan.kind === 'streaks' ? 0.5 : 0.17, body) * plan.opacity * fade;
  if (sample.cover === 0) return;
  // Less cloud on the way to the sun means more light here.
  const towards = densityAt(px + toSunX * 0.22, py + toSunY * 0.22, plan, noise, 3);
  const thin = 1 - smooth(0.05, 0.6, body);
  const facing = Math.max(0, (dx * sx + dy * sy + sz) / Math.sqrt(dx * dx + dy * dy + 1));
  const lining = thin * facing ** 24 * 1.6;
  sample.shine = Math.max(0, Math.min(1, 0.46 + (density - towards) * 2.1 + thin * 0.24)) + lining;
}

function densityAt(x: number, y: number, plan: CloudPlan, noise: Noise, octaves: number): number {
  const warpX = noise.layered(x * 0.7 + 3.1, y * 0.7 + 1.7, 2);
  const warpY = noise.layered(x * 0.7 - 8.2, y * 0.7 + 4.4, 2);
  const amount = plan.kind === 'streaks' ? 0.9 : 0.36;
  return noise.layered(x + warpX * amount, y + warpY * amount, octaves, 0.53);
}

function blendClouds(
  frame: Frame,
  view: View,
  light: Light,
  layer: { cover: Float32Array; shine: Float32Array; columns: number },
): void {
  const { cover, shine, columns } = layer;
  const [litR, litG, litB] = light.cloudLit;
  const [darkR, darkG, darkB] = light.cloudShade;
  const [hazeR, hazeG, hazeB] = light.haze;
  for (let y = 0; y < Math.min(frame.height, view.horizon + 3); y += 1) {
    const row = Math.floor(y / STEP);
    const fy = y / STEP - row;
    const far = 1 - smooth(0, 0.22, (view.horizon - y) / view.focal);
    for (let x = 0; x < frame.width; x += 1) {
      const column = Math.floor(x / STEP);
      const fx = x / STEP - column;
      const a = row * columns + column;
      const alpha = between(cover, a, columns, fx, fy);
      if (alpha <= 0.002) continue;
      const shineHere = between(shine, a, columns, fx, fy);
      const lit = Math.min(1, shineHere);
      const extra = Math.max(0, shineHere - 1);
      const target = (y * frame.width + x) * 3;
      const r = (darkR + (litR - darkR) * lit) * (1 - far * 0.5) + hazeR * far * 0.5 + light.glow[0] * extra;
      const g = (darkG + (litG - darkG) * lit) * (1 - far * 0.5) + hazeG * far * 0.5 + light.glow[1] * extra;
      const b = (darkB + (litB - darkB) * lit) * (1 - far * 0.5) + hazeB * far * 0.5 + light.glow[2] * extra;
      frame.rgb[target] = frame.rgb[target]! + (r - frame.rgb[target]!) * alpha;
      frame.rgb[target + 1] = frame.rgb[target + 1]! + (g - frame.rgb[target + 1]!) * alpha;
      frame.rgb[target + 2] = frame.rgb[target + 2]! + (b - frame.rgb[target + 2]!) * alpha;
    }
  }
}

function between(field: Float32Array, at: number, columns: number, fx: number, fy: number): number {
  const top = field[at]! + (field[at + 1]! - field[at]!) * fx;
  const bottom = field[at + columns]! + (field[at + columns + 1]! - field[at + columns]!) * fx;
  return top + (bottom - top) * fy;
}
