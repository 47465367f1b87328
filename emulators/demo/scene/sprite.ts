import type { Light } from './light.ts';
import { columnOf } from './view.ts';
import type { Frame, View } from './view.ts';

/** What a shape says about a point: how far it is covered, its lit colour, and light it sends out itself. */
export interface Touch {
  cover: number;
  red: number;
  green: number;
  blue: number;
  /** Part of the colour that the air does not take: lamps and windows. */
  glow: number;
}

/** Something upright that faces the camera. `right` and `up` are metres from its foot; `pixel` is metres per pixel. */
export interface Sprite {
  x: number;
  z: number;
  /** Height of its foot. */
  foot: number;
  halfWidth: number;
  height: number;
  /** How far it reaches below its foot. */
  sunk?: number;
  shape(touch: Touch, right: number, up: number, pixel: number): void;
}

/** Draws a sprite behind whatever is nearer, and its mirror image for the water. `mist` is how thick it lies, 0 to 1. */
export function paintSprite(frame: Frame, view: View, light: Light, sprite: Sprite, mist = 0): void {
  const metresPerPixel = sprite.z / view.focal;
  const footRow = view.horizon - ((sprite.foot - view.cameraHeight) * view.focal) / sprite.z;
  const waterline = view.horizon + (view.cameraHeight * view.focal) / sprite.z;
  const centre = columnOf(view, sprite.x, sprite.z);
  const reach = sprite.halfWidth / metresPerPixel;
  const left = Math.max(0, Math.floor(centre - reach));
  const right = Math.min(frame.width - 1, Math.ceil(centre + reach));
  const top = Math.floor(footRow - sprite.height / metresPerPixel);
  const bottom = Math.ceil(footRow + (sprite.sunk ?? 0) / metresPerPixel);
  if (right < left || bottom < 0) return;
  const air = airOf(light, sprite);
  const touch: Touch = { cover: 0, red: 0, green: 0, blue: 0, glow: 0 };
  for (let y = top; y <= bottom; y += 1) {
    const mirrorY = Math.round(2 * waterline - y);
    const inFrame = y >= 0 && y < frame.height;
    const inMirror = mirrorY > view.horizon && mirrorY < frame.height && y < waterline;
    if (!inFrame && !inMirror) continue;
    const up = (footRow - y - 0.5) * metresPerPixel;
    // Mist lies about the foot and thins out upwards.
    const veil = mist * Math.exp(-Math.max(0, up) / (sprite.height * 0.4)) * (1 - Math.exp(-sprite.z / 160));
    for (let x = left; x <= right; x += 1) {
      touch.cover = 0;
      touch.glow = 0;
      sprite.shape(touch, (x + 0.5 - centre) * metresPerPixel, up, metresPerPixel);
      if (touch.cover <= 0.003) continue;
      const lost = (air.lost + veil * (1 - air.lost)) * (1 - touch.glow);
      const red = touch.red + (air.red - touch.red) * lost;
      const green = touch.green + (air.green - touch.green) * lost;
      const blue = touch.blue + (air.blue - touch.blue) * lost;
      const at = y * frame.width + x;
      if (inFrame && frame.depth[at]! > sprite.z) {
        lay(frame.rgb, at, touch.cover, red, green, blue);
        if (touch.cover > 0.5) frame.depth[at] = sprite.z;
        if (frame.water[at]! > 0) frame.water[at] = frame.water[at]! * (1 - touch.cover);
      }
      if (inMirror && frame.mirrorDepth[mirrorY * frame.width + x]! > sprite.z)
        lay(frame.mirror, mirrorY * frame.width + x, touch.cover, red, green, blue);
    }
  }
}

/** How much of a thing at this distance the air takes, and by what colour. */
export function airOf(light: Light, at: { x: number; z: number }) {
  const lost = 1 - Math.exp(-((at.z / light.visibility) ** 1.25));
  const [lx, , lz] = light.direction;
  const toSun = Math.max(0, (at.x / at.z) * lx + lz) / Math.sqrt(1 + (at.x / at.z) ** 2);
  const warm = toSun ** 8 * 0.6;
  return {
    lost,
    red: light.haze[0] + light.glow[0] * warm,
    green: light.haze[1] + light.glow[1] * warm,
    blue: light.haze[2] + light.glow[2] * warm,
  };
}

export function lay(rgb: Float32Array, at: number, cover: number, red: number, green: number, blue: number): void {
  rgb[at * 3] = rgb[at * 3]! + (red - rgb[at * 3]!) * cover;
  rgb[at * 3 + 1] = rgb[at * 3 + 1]! + (green - rgb[at * 3 + 1]!) * cover;
  rgb[at * 3 + 2] = rgb[at * 3 + 2]! + (blue - rgb[at * 3 + 2]!) * cover;
}

/** Sets the colour of a touch from bare colour, sunlight that falls on it (0 to 1) and open sky (0 to 1). */
export function illuminate(
  touch: Touch,
  light: Light,
  [red, green, blue]: readonly [number, number, number],
  { sun, sky }: { sun: number; sky: number },
): void {
  touch.red = red * (light.sun[0] * sun + light.ambient[0] * sky);
  touch.green = green * (light.sun[1] * sun + light.ambient[1] * sky);
  touch.blue = blue * (light.sun[2] * sun + light.ambient[2] * sky);
}
