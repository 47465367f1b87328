import { smooth } from './colour.ts';
import type { Light } from './light.ts';
import type { Noise } from './noise.ts';
import type { Random } from './random.ts';
import type { Frame, View } from './view.ts';

/** Fills the frame with sky down to the bottom row; below the horizon it is haze. */
export function paintSky(frame: Frame, view: View, light: Light): void {
  const { width, height, rgb } = frame;
  const [sx, sy, sz] = light.direction;
  const [glowR, glowG, glowB] = light.glow;
  const spread = light.isMoon ? 2.4 : 1;
  for (let y = 0; y < height; y += 1) {
    const dy = (view.horizon - y) / view.focal;
    for (let x = 0; x < width; x += 1) {
      const dx = (x - width / 2) / view.focal;
      const inverse = 1 / Math.sqrt(dx * dx + dy * dy + 1);
      const altitude = dy > 0 ? dy * inverse : 0;
      const step = Math.min(254.999, 255 * Math.sqrt(altitude) * 1.12);
      const base = Math.floor(step) * 3;
      const part = step - Math.floor(step);
      const toSun = (dx * sx + dy * sy + sz) * inverse;
      const angle = Math.sqrt(Math.max(0, 2 - 2 * toSun)) * spread;
      // A tight halo, a wide bloom, and the band of light that lies along the horizon under a low sun.
      const band = Math.exp(-altitude * 7) * Math.exp(-angle * 1.7) * 0.8;
      const glow = 0.9 * Math.exp(-angle * 9) + 0.42 * Math.exp(-angle * 3.2) + band;
      const target = (y * width + x) * 3;
      rgb[target] = light.sky[base]! + (light.sky[base + 3]! - light.sky[base]!) * part + glowR * glow;
      rgb[target + 1] = light.sky[base + 1]! + (light.sky[base + 4]! - light.sky[base + 1]!) * part + glowG * glow;
      rgb[target + 2] = light.sky[base + 2]! + (light.sky[base + 5]! - light.sky[base + 2]!) * part + glowB * glow;
    }
  }
}

/** The disc of the sun, or of a moon with seas and a soft edge. `radius` in parts of the focal length. */
export function paintDisc(
  frame: Frame,
  view: View,
  light: Light,
  { radius, noise }: { radius: number; noise: Noise },
): void {
  const [sx, sy, sz] = light.direction;
  if (sz <= 0.1) return;
  const centreX = view.width / 2 + (sx / sz) * view.focal;
  const centreY = view.horizon - (sy / sz) * view.focal;
  const reach = radius * view.focal;
  const power = light.isMoon ? 1.5 : 9;
  for (
    let y = Math.max(0, Math.floor(centreY - reach - 2));
    y < Math.min(view.horizon + 1, centreY + reach + 2);
    y += 1
  ) {
    for (let x = Math.max(0, Math.floor(centreX - reach - 2)); x < Math.min(view.width, centreX + reach + 2); x += 1) {
      const u = (x - centreX) / reach;
      const v = (y - centreY) / reach;
      const distance = Math.hypot(u, v);
      const cover = smooth(1 + 1.2 / reach, 1 - 1.2 / reach, distance);
      if (cover <= 0) continue;
      const seas = light.isMoon ? 0.78 + 0.3 * smooth(-0.25, 0.35, noise.layered(u * 1.4 + 3, v * 1.4 + 8, 4)) : 1;
      const rim = light.isMoon ? 0.8 + 0.2 * Math.sqrt(Math.max(0, 1 - distance * distance)) : 1;
      const target = (y * view.width + x) * 3;
      const [r, g, b] = light.isMoon ? [0.95, 0.93, 0.86] : [1, 0.86, 0.62];
      frame.rgb[target] = frame.rgb[target]! * (1 - cover) + r * power * seas * rim * cover;
      frame.rgb[target + 1] = frame.rgb[target + 1]! * (1 - cover) + g * power * seas * rim * cover;
      frame.rgb[target + 2] = frame.rgb[target + 2]! * (1 - cover) + b * power * seas * rim * cover;
    }
  }
}

/** Stars of uneven size and warmth, with the soft band of the Milky Way. */
export function paintStars(frame: Frame, view: View, light: Light, tools: { noise: Noise; random: Random }): void {
  const { width, height, rgb } = frame;
  const { noise, random } = tools;
  const unit = Math.sqrt(width * height) / 1000;
  const lean = random.between(0.5, 1.1) * (random.chance(0.5) ? 1 : -1);
  const offset = random.between(0.2, 0.6);
  for (let y = 0; y < Math.min(height, view.horizon); y += 1) {
    for (let x = 0; x < width; x += 1) {
      const u = x / height - width / height / 2;
      const v = y / height;
      const across = (v - offset - u * lean) / Math.hypot(1, lean);
      const band = Math.exp(-across * across * 38);
      if (band < 0.03) continue;
      const cloudy = noise.layered(u * 5 + 40, v * 5, 5);
      const dust = smooth(-0.05, 0.4, noise.layered(u * 7 + 9, v * 7 + 70, 4)) * Math.exp(-across * across * 260);
      const level = band * (0.55 + cloudy) * (1 - dust * 0.85) * 0.075 * light.stars;
      const target = (y * width + x) * 3;
      rgb[target] = rgb[target]! + level * 0.95;
      rgb[target + 1] = rgb[target + 1]! + level * 0.9;
      rgb[target + 2] = rgb[target + 2]! + level * 1.15;
    }
  }
  for (let count = 0; count < 1_500; count += 1) {
    const u = random.next();
    let v = random.next();
    if (random.chance(0.35)) {
      const along = (u - 0.5) * (width / height);
      v = offset + along * lean + (random.next() + random.next() - 1) * 0.22;
    }
    const size = random.next() ** 9;
    const warmth = random.next();
    const y = v * height;
    if (y < 0 || y >= view.horizon) continue;
    const fade = smooth(0, 0.25, (view.horizon - y) / height);
    star(frame, u * width, y, {
      radius: (0.5 + size * 0.75) * Math.max(0.7, unit),
      level: (0.12 + size * 2.6) * fade * light.stars,
      warmth,
    });
  }
}

function star(
  frame: Frame,
  cx: number,
  cy: number,
  { radius, level, warmth }: { radius: number; level: number; warmth: number },
): void {
  const reach = Math.ceil(radius * 3);
  for (let y = Math.max(0, Math.floor(cy) - reach); y <= Math.min(frame.height - 1, cy + reach); y += 1) {
    for (let x = Math.max(0, Math.floor(cx) - reach); x <= Math.min(frame.width - 1, cx + reach); x += 1) {
      const distance = ((x - cx) ** 2 + (y - cy) ** 2) / (radius * radius);
      const light = level * Math.exp(-distance * 1.6);
      const target = (y * frame.width + x) * 3;
      frame.rgb[target] = frame.rgb[target]! + light * (0.8 + warmth * 0.3);
      frame.rgb[target + 1] = frame.rgb[target + 1]! + light * 0.92;
      frame.rgb[target + 2] = frame.rgb[target + 2]! + light * (1.15 - warmth * 0.35);
    }
  }
}
