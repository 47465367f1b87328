import { clamp, mix, smooth } from './colour.ts';
import type { Colour } from './colour.ts';
import type { Stage } from './stage.ts';

/** A head in profile, in head heights from the ear: x to the front, y up. */
const PROFILE: readonly (readonly [number, number])[] = [
  [-1.3, -1.7],
  [-1.18, -1.2],
  [-0.86, -0.9],
  [-0.5, -0.74],
  [-0.31, -0.58],
  [-0.26, -0.38],
  [-0.33, -0.16],
  [-0.47, 0.06],
  [-0.53, 0.32],
  [-0.44, 0.6],
  [-0.2, 0.79],
  [0.1, 0.81],
  [0.32, 0.69],
  [0.43, 0.5],
  [0.455, 0.34],
  [0.475, 0.25],
  [0.455, 0.17],
  [0.53, 0.06],
  [0.6, -0.025],
  [0.565, -0.065],
  [0.49, -0.07],
  [0.525, -0.125],
  [0.475, -0.16],
  [0.515, -0.205],
  [0.455, -0.255],
  [0.485, -0.34],
  [0.465, -0.41],
  [0.38, -0.445],
  [0.22, -0.43],
  [0.12, -0.5],
  [0.1, -0.68],
  [0.19, -0.86],
  [0.46, -1.05],
  [0.66, -1.3],
  [0.72, -1.7],
];

/** Turns the landscape in the frame into a double exposure: it stays inside a head, paper is left around it. */
export function cutFigure(stage: Stage): void {
  const { frame, plan, light, noise } = stage;
  const { width, height, rgb } = frame;
  const size = Math.min(height * 0.4, width * 0.42);
  const centre = { x: width * (0.5 - plan.side * 0.06), y: height * 0.5 };
  const outline = smoothOutline(PROFILE).map(([x, y]): [number, number] => [
    centre.x + x * size * plan.side,
    centre.y - y * size,
  ]);
  const mask = fillOutline(outline, width, height);
  const hair = plan.variant % 2 === 0 ? { x: -0.56, y: 0.52, radius: 0.2 } : { x: -0.44, y: -0.12, radius: 0.36 };
  const white: Colour = [0.93, 0.9, 0.85];
  const halo = mix(light.haze, light.glow, 0.35);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      const hx = (x - centre.x) / size - hair.x * plan.side;
      const hy = (centre.y - y) / size - hair.y;
      const strands = noise.layered(hx * 5, hy * 5, 3) * 0.07;
      const bun = clamp((hair.radius + strands - Math.hypot(hx, hy)) * size + 0.5);
      const fade = smooth(height * 0.98, height * 0.8, y + noise.layered(x / 90, y / 60, 3) * height * 0.09);
      const inside = Math.max(mask[at]!, bun) * fade;
      const away = Math.hypot((x - centre.x) / size - 0.2 * plan.side, (y - centre.y) / size + 0.2);
      const tone = smooth(1.5, 0.2, away);
      const tooth = 1 + noise.at(x / 2.2, y / 2.2) * 0.025 + noise.layered(x / 160, y / 160, 2) * 0.03;
      for (let channel = 0; channel < 3; channel += 1) {
        const paper = (white[channel]! + (halo[channel]! - white[channel]!) * tone * 0.55) * tooth;
        // Printed over paper: the paper shows through the light parts.
        const print = rgb[at * 3 + channel]! * 0.92;
        rgb[at * 3 + channel] = paper + (print - paper) * inside * 0.97;
      }
    }
  }
}

/** Catmull-Rom through the points, ten steps each. */
function smoothOutline(points: readonly (readonly [number, number])[]): [number, number][] {
  const smoothed: [number, number][] = [];
  for (let index = 0; index < points.length - 1; index += 1) {
    const a = points[Math.max(0, index - 1)]!;
    const b = points[index]!;
    const c = points[index + 1]!;
    const d = points[Math.min(points.length - 1, index + 2)]!;
    for (let step = 0; step < 10; step += 1) {
      const t = step / 10;
      const at = (axis: 0 | 1): number =>
        0.5 *
        (2 * b[axis] +
          (c[axis] - a[axis]) * t +
          (2 * a[axis] - 5 * b[axis] + 4 * c[axis] - d[axis]) * t * t +
          (3 * b[axis] - a[axis] - 3 * c[axis] + d[axis]) * t * t * t);
      smoothed.push([at(0), at(1)]);
    }
  }
  smoothed.push([...points.at(-1)!]);
  return smoothed;
}

/** Coverage of a closed outline by pixel, from four lines per row. */
function fillOutline(outline: readonly [number, number][], width: number, height: number): Float32Array {
  const mask = new Float32Array(width * height);
  for (let line = 0; line < height * 4; line += 1) {
    const y = (line + 0.5) / 4;
    const crossings: number[] = [];
    outline.forEach(([x0, y0], index) => {
      const [x1, y1] = outline[(index + 1) % outline.length]!;
      if (y0 <= y !== y1 <= y) crossings.push(x0 + ((y - y0) / (y1 - y0)) * (x1 - x0));
    });
    crossings.sort((a, b) => a - b);
    for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
      const from = Math.max(0, crossings[pair]!);
      const to = Math.min(width, crossings[pair + 1]!);
      for (let x = Math.floor(from); x < to; x += 1) {
        const share = Math.min(x + 1, to) - Math.max(x, from);
        const at = Math.floor(line / 4) * width + x;
        if (share > 0) mask[at] = mask[at]! + share / 4;
      }
    }
  }
  return mask;
}
