import { clamp, hex, mix, smooth } from './colour.ts';
import type { Colour } from './colour.ts';
import { airOf, lay } from './sprite.ts';
import type { Stage } from './stage.ts';
import type { Terrain } from './terrain.ts';
import { columnOf, rowOf } from './view.ts';

const NEAREST = 1.6;
const FARTHEST = 75;
const TUFTS = 5_200;
const FLOWERS = ['#d8432f', '#e8b23a', '#f1ede2', '#8f6fc0', '#d9708c', '#4f78c8'].map(hex);

/** Grass in the foreground, blade by blade, and flowers where the prompt has them. */
export function paintMeadow(stage: Stage, terrain: Terrain): void {
  const { random, view, frame, reading, noise } = stage;
  const halfView = view.width / view.focal / 2;
  const wantsFlowers = reading.subjects.has('flowers') || reading.subjects.has('blossom');
  const heads = flowerColours(stage);
  const places = Array.from({ length: wantsFlowers ? Math.round(TUFTS * 1.5) : TUFTS }, () => {
    const z = NEAREST * (FARTHEST / NEAREST) ** random.next();
    return { z, x: (random.next() * 2 - 1) * halfView * 1.06 * z };
  }).sort((a, b) => b.z - a.z);
  for (const { x, z } of places) {
    const ground = terrain.heightAt(x, z, terrain.octaves);
    const footRow = rowOf(view, ground, z);
    if (ground < 0.2 || footRow > frame.height * 1.25 || footRow < 0) continue;
    const centre = Math.round(columnOf(view, x, z));
    const row = Math.round(footRow);
    if (
      row < frame.height &&
      row >= 0 &&
      centre >= 0 &&
      centre < frame.width &&
      frame.depth[row * frame.width + centre]! < z * 0.85
    )
      continue;
    const patch = noise.layered(x / 9 + 50, z / 9, 2);
    if (wantsFlowers && random.next() < smooth(-0.25, 0.45, patch) * 0.62) {
      const kind = Math.floor(clamp(noise.layered(x / 16 + 7, z / 22, 2) * 0.9 + 0.5) * (heads.length - 0.01));
      flower(stage, { x, z, ground, colour: random.chance(0.8) ? heads[kind]! : random.pick(heads) });
    } else tuft(stage, { x, z, ground, patch });
  }
}

/** The colours of the heads, the leading one first. */
export function flowerColours({ reading }: Stage): Colour[] {
  const named = reading.subjectColours.get('flowers');
  if (named) return [named, mix(named, [0.9, 0.85, 0.7], 0.35), mix(named, [0.1, 0.02, 0.05], 0.25)];
  return reading.palette.length > 0 ? [...reading.palette] : FLOWERS;
}

function tuft(stage: Stage, at: { x: number; z: number; ground: number; patch: number }): void {
  const { random } = stage;
  const blades = at.z < 14 ? 5 : 3;
  const isWood = stage.plan.kind === 'forest';
  const fresh = mix(
    hex(isWood ? '#33441f' : '#4a5f2c'),
    hex(isWood ? '#566030' : '#8f8a44'),
    clamp(0.35 + at.patch * 0.6 + random.between(-0.2, 0.2)),
  );
  for (let count = 0; count < blades; count += 1) {
    blade(stage, {
      x: at.x + random.between(-0.12, 0.12),
      z: at.z,
      ground: at.ground - 0.03,
      tall: random.between(0.16, 0.44) * (0.8 + at.patch * 0.4),
      lean: random.between(-0.35, 0.35) + 0.08,
      wide: 0.011,
      colour: fresh,
    });
  }
}

interface Blade {
  x: number;
  z: number;
  ground: number;
  tall: number;
  lean: number;
  wide: number;
  colour: Colour;
}

/** A tapered, bent stroke; light shines through its upper half. */
function blade({ view, frame, light }: Stage, { x, z, ground, tall, lean, wide, colour }: Blade): void {
  const scale = view.focal / z;
  const foot = rowOf(view, ground, z);
  const length = tall * scale;
  const centre = columnOf(view, x, z);
  const air = airOf(light, { x, z });
  const through = Math.max(0, light.direction[2]) * 0.22;
  for (let y = Math.floor(foot - length); y <= foot; y += 1) {
    if (y < 0 || y >= frame.height) continue;
    const rise = clamp((foot - y) / Math.max(1, length));
    const middle = centre + lean * length * rise * rise;
    const half = Math.max(0.32, (wide * scale * (1 - rise * 0.85)) / 2);
    const sun = 0.1 + (0.34 + through) * rise;
    const sky = 0.28 + 0.6 * rise;
    const strength = Math.min(1, (wide * scale) / 0.7 + 0.25);
    for (let px = Math.floor(middle - half); px <= middle + half; px += 1) {
      if (px < 0 || px >= frame.width) continue;
      const cover = clamp(Math.min(px + 1, middle + half) - Math.max(px, middle - half)) * strength;
      if (cover <= 0) continue;
      const [r, g, b] = [0, 1, 2].map((channel) => {
        const lit = colour[channel]! * (light.sun[channel]! * sun + light.ambient[channel]! * sky);
        return lit + ([air.red, air.green, air.blue][channel]! - lit) * air.lost;
      }) as [number, number, number];
      lay(frame.rgb, y * frame.width + px, cover, r, g, b);
    }
  }
}

/** A stem and a head of five petals, seen aslant. */
function flower(stage: Stage, at: { x: number; z: number; ground: number; colour: Colour }): void {
  const { random, view, frame, light } = stage;
  const tall = random.between(0.28, 0.58);
  const lean = random.between(-0.25, 0.25);
  blade(stage, { ...at, tall, lean, wide: 0.008, colour: hex('#4c6428') });
  const scale = view.focal / at.z;
  const radius = Math.max(0.55, random.between(0.028, 0.05) * scale);
  const cx = columnOf(view, at.x, at.z) + lean * tall * scale;
  const cy = rowOf(view, at.ground + tall, at.z);
  const flat = random.between(0.55, 0.85);
  const turn = random.next() * 6;
  const through = Math.max(0, light.direction[2]) * 0.6;
  for (let y = Math.floor(cy - radius - 1); y <= cy + radius + 1; y += 1) {
    for (let x = Math.floor(cx - radius - 1); x <= cx + radius + 1; x += 1) {
      if (x < 0 || y < 0 || x >= frame.width || y >= frame.height) continue;
      const dx = (x + 0.5 - cx) / radius;
      const dy = (y + 0.5 - cy) / (radius * flat);
      const away = Math.hypot(dx, dy);
      const angle = Math.atan2(dy, dx);
      const petals = radius > 3 ? 0.78 + 0.22 * Math.abs(Math.cos(angle * 2.5 + turn)) : 0.95;
      const cover = clamp((petals - away) * radius + 0.5);
      if (cover <= 0) continue;
      const isHeart = radius > 2 && away < 0.26;
      const shade = (0.45 + 0.4 * (1 - dy) * 0.5 + through) * (0.75 + 0.35 * away);
      const colour = isHeart ? ([0.05, 0.04, 0.02] as const) : at.colour;
      lay(
        frame.rgb,
        y * frame.width + x,
        cover,
        colour[0] * (light.sun[0] * shade + light.ambient[0] * 0.8),
        colour[1] * (light.sun[1] * shade + light.ambient[1] * 0.8),
        colour[2] * (light.sun[2] * shade + light.ambient[2] * 0.8),
      );
    }
  }
}
