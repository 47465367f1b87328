import { clamp, smooth } from './colour.ts';
import type { Colour } from './colour.ts';
import type { Light } from './light.ts';
import type { Noise } from './noise.ts';
import { illuminate } from './sprite.ts';
import type { Sprite, Touch } from './sprite.ts';

export interface TreePlace {
  x: number;
  z: number;
  foot: number;
  height: number;
  /** Tells one tree from the next. */
  twist: number;
  colour: Colour;
  snow?: number;
}

/** A conifer: tiers of drooping boughs that narrow to a tip. */
export function pine(place: TreePlace, light: Light, noise: Noise): Sprite {
  const { height, twist } = place;
  const spread = height * (0.17 + 0.05 * noise.at(twist * 7.1, 2.5));
  const tiers = 8 + Math.round(3 * (1 + noise.at(twist * 3.3, 9.1)));
  const lean = noise.at(twist * 5.7, 4.2) * 0.02;
  const [lx, ly, lz] = light.key;
  const snow = place.snow ?? 0;
  const white: Colour = [0.86, 0.9, 0.96];
  return {
    ...place,
    halfWidth: spread * 1.5 + height * 0.03,
    sunk: height * 0.03,
    shape(touch: Touch, right: number, up: number, pixel: number): void {
      const level = up / height;
      if (level > 1 || level < -0.03) return;
      const across = right - lean * up;
      const side = across < 0 ? 1 : 2;
      if (level < 0.09 && Math.abs(across) < height * 0.013 + pixel * 0.3) {
        touch.cover = 1;
        illuminate(touch, light, [0.05, 0.042, 0.036], { sun: 0.12, sky: 0.4 });
        return;
      }
      if (level < 0.05) return;
      const shrink = (1 - level) ** 0.86;
      // Boughs droop: a tip belongs to a tier that starts higher up at the trunk.
      const drooped = clamp(1 - level - (Math.abs(across) / height) * 0.55);
      const tier = drooped ** 0.9 * tiers + noise.at(twist * 11 + side * 3.7, level * 4) * 0.5 + side * 0.37;
      const within = tier - Math.floor(tier);
      const jag = noise.at(twist * 13 + side * 7.3 + Math.floor(tier) * 3.1, 1.7) * 0.22;
      const needles =
        noise.at(across * (11 / spread) + twist, up * (19 / spread) + side) * 0.16 +
        noise.at(across * (30 / spread), up * (44 / spread) + twist) * 0.1;
      const edge = spread * shrink * (0.42 + 0.58 * within ** 1.25 + jag + needles) + pixel * 0.2;
      const distance = edge - Math.abs(across);
      touch.cover = clamp(distance / pixel + 0.5);
      if (touch.cover <= 0) return;
      const turn = clamp(across / (edge + 1e-6), -1, 1);
      const facing = clamp(turn * lx * 0.9 + ly * 0.35 - lz * 0.35 + 0.18);
      const inside = 0.45 + 0.55 * within;
      const grain = 1 + noise.at(right * (34 / spread) + twist * 5, up * (40 / spread)) * 0.45;
      const rime = noise.layered(right * (9 / spread) + 40, up * (14 / spread), 2);
      const snowy = snow * smooth(0.75, 0.1, within + rime * 0.5) * smooth(-0.35, 0.25, rime);
      const [r, g, b] = place.colour;
      const colour: Colour = [
        (r + (white[0] - r) * snowy) * grain,
        (g + (white[1] - g) * snowy) * grain,
        (b + (white[2] - b) * snowy) * grain,
      ];
      illuminate(touch, light, colour, { sun: facing * inside * 0.8, sky: 0.35 + 0.5 * inside });
    },
  };
}

/** A broadleaf tree: a short trunk, and a crown of many rounded masses lit from one side. */
export function broadleaf(place: TreePlace, light: Light, noise: Noise): Sprite {
  const { height, twist } = place;
  const radius = height * 0.37;
  const centreUp = height * 0.62;
  const [lx, ly, lz] = light.key;
  const masses = Array.from({ length: 9 }, (_, index) => {
    const angle = (index / 9) * Math.PI * 2 + noise.at(twist * 3.1, index * 1.7);
    const away = index === 0 ? 0 : radius * (0.5 + 0.22 * noise.at(twist * 9.7, index * 2.3));
    return {
      x: Math.cos(angle) * away * 1.12,
      y: centreUp + Math.sin(angle) * away * 0.8,
      radius: radius * (0.5 + 0.16 * noise.at(index * 3.9, twist * 5.3)),
    };
  });
  return {
    ...place,
    halfWidth: radius * 1.7,
    sunk: height * 0.02,
    shape(touch: Touch, right: number, up: number, pixel: number): void {
      const trunk = height * (0.028 - 0.014 * clamp(up / height)) * (1 + 1.2 * smooth(0.1, 0, up / height));
      const bend = noise.at(twist * 4.1, up / height) * height * 0.03 * clamp(up / height);
      const trunkCover =
        up < centreUp && up > -height * 0.02 ? clamp((trunk - Math.abs(right - bend)) / pixel + 0.5) : 0;
      const rough = noise.layered((right * 7) / height + twist * 3, (up * 7) / height, 3) * radius * 0.3;
      const leaf = noise.at((right * 46) / height + twist, (up * 46) / height) * radius * 0.1;
      let nearest = -1e9;
      let facing = 0;
      for (const mass of masses) {
        const dx = (right - mass.x) / mass.radius;
        const dy = (up - mass.y) / mass.radius;
        const inside = 1 - Math.sqrt(dx * dx + dy * dy);
        const here = inside * mass.radius + rough + leaf;
        if (here > nearest) {
          nearest = here;
          facing = dx * lx * 0.8 + dy * (0.35 + ly * 0.5) - lz * 0.3 + 0.32;
        }
      }
      const crown = clamp(nearest / (pixel + radius * 0.02) + 0.3);
      const gap = smooth(0.52, 0.3, noise.at((right * 19) / height + 70, (up * 19) / height + twist * 7)) * 0.45 + 0.55;
      const crownCover = crown * (nearest < radius * 0.22 ? gap : 1);
      touch.cover = Math.max(trunkCover, crownCover);
      if (touch.cover <= 0) return;
      if (crownCover >= trunkCover * 0.6) {
        const dapple = 1 + noise.at((right * 31) / height, (up * 31) / height + twist) * 0.45;
        const shade = 0.55 + 0.45 * smooth(centreUp - radius, centreUp + radius, up);
        const [r, g, b] = place.colour;
        illuminate(touch, light, [r * dapple, g * dapple, b * dapple], { sun: clamp(facing) * 0.9, sky: shade });
      } else {
        illuminate(touch, light, [0.09, 0.065, 0.05], { sun: clamp(0.3 + (right / trunk) * lx * 0.6), sky: 0.6 });
      }
    },
  };
}
