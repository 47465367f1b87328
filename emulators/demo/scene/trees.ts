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

/** A broadleaf tree: a trunk that forks, and a crown of clumps lit from one side with sky showing through. */
export function broadleaf(place: TreePlace, light: Light, noise: Noise): Sprite {
  const { height, twist } = place;
  const wide = height * (0.36 + 0.07 * noise.at(twist * 3.1, 1.5));
  const tall = height * 0.36;
  const centreUp = height * 0.64;
  const [lx, ly, lz] = light.key;
  const turnX = lx * 0.09;
  const turnY = 0.05 + ly * 0.05;
  const backlit = Math.max(0, light.direction[2]);
  const clumps = (u: number, v: number): number => noise.layered(u * 3.1 + twist * 7, v * 3.1 + twist, 3, 0.55);
  return {
    ...place,
    halfWidth: wide * 1.5,
    height: height * 1.12,
    sunk: height * 0.02,
    shape(touch: Touch, right: number, up: number, pixel: number): void {
      const dx = right / wide;
      const dy = (up - centreUp) / tall;
      // A crown is flatter below and fuller on one side.
      const away = Math.sqrt(dx * dx + dy * dy * (dy < 0 ? 1.5 : 1)) + dx * 0.08 * Math.sin(twist);
      const mass = away < 1.6 ? clumps(dx, dy) : 0;
      const leaf = away < 1.6 ? noise.at((right * 38) / height + twist, (up * 38) / height) : 0;
      const inside = 1 - away + mass * 0.5 + leaf * 0.07;
      const holes = smooth(0.42, 0.22, inside) * smooth(0.1, 0.5, noise.layered(dx * 6 + 30, dy * 6 + twist, 2));
      const crown = clamp((inside * wide) / (pixel + wide * 0.03) + 0.2) * (1 - holes * 0.85);
      const trunkHalf = height * (0.03 - 0.016 * clamp(up / height)) * (1 + 1.3 * smooth(0.1, 0, up / height));
      const bend = noise.at(twist * 4.1, (up / height) * 2) * height * 0.035 * clamp(up / height);
      const fork = Math.max(0, up / height - 0.34) * height * 0.5;
      const offset = Math.abs(Math.abs(right - bend) - fork);
      const trunk =
        up > -height * 0.02 && up < centreUp + tall * 0.3
          ? clamp((trunkHalf * (1 - 0.6 * smooth(0.34, 0.6, up / height)) - offset) / pixel + 0.5)
          : 0;
      touch.cover = Math.max(trunk, crown);
      if (touch.cover <= 0) return;
      if (crown < trunk * 0.55) {
        const side = clamp(0.3 + ((right - bend) / (trunkHalf + 1e-6)) * lx * 0.5);
        return illuminate(touch, light, [0.085, 0.065, 0.052], { sun: side * 0.7, sky: 0.5 });
      }
      // More leaf on the way to the light means less light here.
      const relief = mass - clumps(dx + turnX, dy + turnY);
      const round = dx * lx * 0.42 + dy * (0.26 + ly * 0.3) - lz * 0.22;
      const facing = clamp(0.34 + round + relief * 1.5);
      const rim = backlit * smooth(0.34, 0.04, inside) * 0.55;
      const shade = clamp(0.5 + dy * 0.24 + relief * 0.9, 0.2, 1);
      const dapple = 1 + leaf * 0.3;
      const [r, g, b] = place.colour;
      illuminate(touch, light, [r * dapple, g * dapple, b * dapple], { sun: facing * 0.85 + rim, sky: shade });
    },
  };
}
