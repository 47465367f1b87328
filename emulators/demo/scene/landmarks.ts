import { clamp, hex, mix, smooth } from './colour.ts';
import type { Colour } from './colour.ts';
import type { Light } from './light.ts';
import type { Noise } from './noise.ts';
import { illuminate } from './sprite.ts';
import type { Sprite, Touch } from './sprite.ts';

interface Place {
  x: number;
  z: number;
  foot: number;
  height: number;
}

/** A lighthouse: a tapered tower with bands, a gallery, a lantern that burns, a cap; a keeper's house at its foot. */
export function lighthouse(place: Place, light: Light, { bands, noise }: { bands: Colour; noise: Noise }): Sprite {
  const tall = place.height;
  const white = hex('#ece7dc');
  const [lx, ly, lz] = light.key;
  const isLit = light.time !== 'noon' && light.time !== 'golden';
  const lamp: Colour = isLit ? [9, 6.6, 3.4] : [1.1, 1.05, 0.9];
  const houseSide = place.x > 0 ? -1 : 1;
  return {
    ...place,
    halfWidth: tall * 0.62,
    height: tall * 1.1,
    sunk: tall * 0.08,
    shape(touch: Touch, right: number, up: number, pixel: number): void {
      const level = up / tall;
      house(touch, { right: right * houseSide - tall * 0.3, up, pixel }, { light, tall, side: houseSide, isLit });
      const body = (half: number, colour: Colour, extra = 1): void => {
        const cover = clamp((half - Math.abs(right)) / pixel + 0.5);
        if (cover <= 0 || cover < touch.cover * 0.5) return;
        const turn = clamp(right / half, -1, 1);
        const facing = clamp(turn * lx + Math.sqrt(1 - turn * turn) * -lz * 0.9 + ly * 0.1 + 0.1) * extra;
        const keep = touch.cover;
        illuminate(touch, light, colour, { sun: facing, sky: 0.45 + 0.3 * Math.sqrt(1 - turn * turn) });
        touch.cover = Math.max(keep, cover);
      };
      if (level >= -0.08 && level < 0.78) {
        const half = tall * (0.098 - 0.042 * Math.max(0, level) ** 0.85);
        const band = Math.floor(level * 5.2 + 0.2) % 2 === 1;
        const worn = 0.94 + 0.1 * noise.layered(right * 0.5 + 9, up * 0.16, 3);
        const base = band ? bands : white;
        const window = Math.abs(right) < tall * 0.011 && [0.2, 0.42, 0.63].some((at) => Math.abs(level - at) < 0.017);
        body(half, window ? hex('#2b2a2c') : [base[0] * worn, base[1] * worn, base[2] * worn]);
      } else if (level < 0.805) {
        body(tall * 0.078, hex('#3a3a3e'));
      } else if (level < 0.835) {
        if (Math.abs(((right / tall) * 100) % 1.6) < 0.35 || level > 0.829) body(tall * 0.076, hex('#3a3a3e'));
        lantern(touch, { right, pixel, half: tall * 0.043, tall }, lamp);
      } else if (level < 0.91) {
        lantern(touch, { right, pixel, half: tall * 0.043, tall }, lamp);
      } else if (level < 1) {
        const dome = Math.sqrt(Math.max(0, 1 - ((level - 0.91) / 0.07) ** 2));
        if (level < 0.98) body(tall * 0.052 * dome, mix(bands, hex('#5a2420'), 0.5));
        else body(tall * 0.004, hex('#3a3a3e'));
      }
    },
  };
}

function lantern(touch: Touch, at: { right: number; pixel: number; half: number; tall: number }, lamp: Colour): void {
  const cover = clamp((at.half - Math.abs(at.right)) / at.pixel + 0.5);
  if (cover <= touch.cover) return;
  const bars = Math.abs(Math.abs(at.right) - at.half * 0.45) < at.tall * 0.003;
  const core = Math.exp(-((at.right / at.half) ** 2) * 2.5);
  const level = bars ? 0.08 : 0.35 + 0.65 * core;
  touch.cover = cover;
  touch.glow = 1;
  touch.red = lamp[0] * level;
  touch.green = lamp[1] * level;
  touch.blue = lamp[2] * level;
}

function house(
  touch: Touch,
  at: { right: number; up: number; pixel: number },
  { light, tall, side, isLit }: { light: Light; tall: number; side: number; isLit: boolean },
): void {
  const half = tall * 0.15;
  const eaves = tall * 0.1;
  const ridge = tall * 0.185;
  const { right, up, pixel } = at;
  if (Math.abs(right) > half * 1.15 || up > ridge * 1.2) return;
  const [lx, , lz] = light.key;
  const chimney = Math.abs(right - half * 0.55) < tall * 0.014 && up > eaves && up < ridge * 1.12;
  if (up < eaves || chimney) {
    const cover = chimney ? 1 : clamp((half - Math.abs(right)) / pixel + 0.5);
    if (cover <= 0) return;
    const window =
      up > eaves * 0.35 &&
      up < eaves * 0.75 &&
      [-0.55, 0.05, 0.6].some((place) => Math.abs(right / half - place) < 0.1);
    touch.cover = cover;
    if (window && isLit) {
      Object.assign(touch, { red: 2.6, green: 1.6, blue: 0.6, glow: 0.9 });
      return;
    }
    const wall: Colour = window ? [0.05, 0.06, 0.08] : chimney ? [0.3, 0.18, 0.14] : [0.72, 0.69, 0.63];
    illuminate(touch, light, wall, { sun: clamp(0.25 - lz * 0.6 + Math.abs(lx) * 0.25), sky: 0.55 });
    return;
  }
  const roofHalf = half * 1.08 * (1 - ((up - eaves) / (ridge - eaves)) * 0.42);
  const cover = Math.min(clamp((roofHalf - Math.abs(right)) / pixel + 0.5), clamp((ridge - up) / pixel));
  if (cover <= 0) return;
  touch.cover = cover;
  const facing = clamp(0.25 - lz * 0.4 + light.key[1] * 0.7 + lx * side * 0.1);
  illuminate(touch, light, [0.2, 0.085, 0.065], { sun: facing, sky: 0.7 });
}

/** A sloop under sail, heeling a little. */
export function sailingBoat(place: Place, light: Light, { sail, hull }: { sail: Colour; hull: Colour }): Sprite {
  const tall = place.height;
  const [lx, , lz] = light.key;
  const through = Math.max(0, light.direction[2]) * 0.55;
  return {
    ...place,
    halfWidth: tall * 0.62,
    sunk: tall * 0.03,
    shape(touch: Touch, rightRaw: number, up: number, pixel: number): void {
      const right = rightRaw - up * 0.05;
      const level = up / tall;
      const put = (cover: number, colour: Colour, how: { sun: number; sky: number }): void => {
        if (cover <= 0.01) return;
        const keep = touch.cover;
        illuminate(touch, light, colour, how);
        touch.cover = Math.max(keep, cover);
      };
      if (level < 0.125) {
        const sheer = 0.085 + 0.035 * (right / (tall * 0.5)) ** 2;
        const length = tall * (0.36 + 0.1 * clamp(level / sheer)) * (right > 0 ? 1.12 : 0.92);
        const cover = Math.min(
          clamp((length - Math.abs(right)) / pixel + 0.5),
          clamp((sheer * tall - up) / pixel + 0.5),
        );
        const stripe = level > sheer - 0.02 ? mix(hull, [0.9, 0.88, 0.82], 0.75) : hull;
        put(cover, stripe, { sun: clamp(0.3 - lz * 0.5 + lx * 0.2), sky: 0.4 + 2.4 * Math.max(0, level) });
        return;
      }
      if (level > 0.98) return;
      const mast = tall * 0.05;
      put(clamp((tall * 0.006 - Math.abs(right - mast)) / pixel + 0.5), [0.25, 0.2, 0.15], { sun: 0.4, sky: 0.6 });
      const rise = (level - 0.17) / 0.78;
      if (rise < 0 || rise > 1) return;
      const belly = Math.sin(rise * Math.PI) * 0.03 * tall;
      const mainEdge = mast - tall * 0.012 - (1 - rise) ** 0.92 * tall * 0.42 - belly * 0.6;
      const jibEdge = mast + tall * 0.015 + (1 - rise / 0.9) * tall * 0.33 + belly;
      const fold = 0.86 + 0.1 * Math.sin(rise * 19 + right * 0.4) + (Math.abs((rise * 5.2) % 1) < 0.03 ? -0.12 : 0);
      if (right < mast - tall * 0.01 && right > mainEdge - pixel) {
        const across = (mast - right) / (mast - mainEdge + 1e-6);
        const shade = clamp(0.5 - lx * (across - 0.5) * 0.9 - lz * 0.2);
        put(clamp((right - mainEdge) / pixel + 0.5), sail, { sun: (shade * 0.62 + through * 0.8) * fold, sky: 0.6 });
      } else if (rise < 0.9 && right > mast + tall * 0.012 && right < jibEdge + pixel) {
        put(clamp((jibEdge - right) / pixel + 0.5), mix(sail, [1, 0.97, 0.9], 0.35), {
          sun: 0.5 + lx * 0.25 + through * 0.6,
          sky: 0.7,
        });
      }
    },
  };
}

/** A small house with a lit window and smoke-dark roof. */
export function cabin(place: Place, light: Light): Sprite {
  const tall = place.height * 5;
  const isLit = light.time !== 'noon' && light.time !== 'golden';
  return {
    ...place,
    halfWidth: tall * 0.2,
    height: tall * 0.24,
    sunk: tall * 0.02,
    shape: (touch, right, up, pixel) => house(touch, { right, up, pixel }, { light, tall, side: 1, isLit }),
  };
}

/** A flock seen far off: each bird two bent strokes. */
export function birds(at: { x: number; z: number; foot: number }, light: Light, noise: Noise): Sprite {
  const flock = Array.from({ length: 9 }, (_, index) => ({
    x: noise.at(index * 3.7, 4.4) * 26 + (index - 4) * 5,
    y: 12 + noise.at(index * 2.9, 8.8) * 9 + Math.abs(index - 4) * 1.6,
    span: 1.6 + Math.abs(noise.at(index * 5.1, 1.2)),
    flap: noise.at(index * 7.3, 3.1),
  }));
  return {
    ...at,
    height: 34,
    halfWidth: 60,
    shape(touch: Touch, right: number, up: number, pixel: number): void {
      for (const bird of flock) {
        const across = Math.abs(right - bird.x) / bird.span;
        if (across > 1) continue;
        const wing = bird.y + Math.sin(across * 2.4) * bird.span * (0.34 + bird.flap * 0.3);
        const thick = (1 - across) * bird.span * 0.11 + pixel * 0.35;
        const cover = clamp((thick - Math.abs(up - wing)) / pixel + 0.3) * smooth(1, 0.85, across);
        if (cover <= touch.cover) continue;
        touch.cover = cover;
        illuminate(touch, light, [0.05, 0.05, 0.06], { sun: 0.1, sky: 0.6 });
      }
    },
  };
}
