import { smooth } from './colour.ts';
import type { Colour } from './colour.ts';
import type { Light } from './light.ts';
import type { Noise } from './noise.ts';
import type { Terrain } from './terrain.ts';
import type { Frame, View } from './view.ts';

export interface WaterPlan {
  /** Colour of the water itself, seen when looking down into it. */
  body: Colour;
  /** 0 a mirror, 1 a rough sea. */
  roughness: number;
  /** Draws reflections out lengthwise; 1 is usual. */
  smear?: number;
  /** The ground under the water, where foam is to show how near it is. */
  bed?: Terrain | null;
}

/** Fills the open water: the mirrored scene, broken by waves, over the colour of the water, with glitter of the sun. */
export function paintWater(
  frame: Frame,
  view: View,
  light: Light,
  { plan, noise }: { plan: WaterPlan; noise: Noise },
): void {
  const { width, height } = frame;
  const [sx, sy, sz] = light.direction;
  const glitterPower = light.isMoon ? 0.9 : 3.2;
  for (let y = Math.max(0, Math.floor(view.horizon)); y < height; y += 1) {
    const below = Math.max(0.6, y + 0.5 - view.horizon);
    const z = (view.cameraHeight * view.focal) / below;
    const down = below / view.focal;
    const fresnel = 0.03 + 0.97 * (1 - down / Math.sqrt(1 + down * down)) ** 4.5;
    // Far waves are smaller than a pixel: they blur the mirror image instead of bending it.
    const rough = plan.roughness * (0.35 + 0.65 * smooth(0, 0.5, down));
    const reach = rough * (3 + below * 0.34);
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      const share = frame.water[at]!;
      if (share <= 0) continue;
      const worldX = ((x - width / 2) / view.focal) * z;
      const swell = noise.layered(worldX * 0.11, z * 0.2, 3);
      const chop = noise.layered(worldX * 0.7 + 31, z * 1.15 + 7, 2);
      const calmness = 0.55 + 0.45 * smooth(-0.4, 0.5, noise.at(worldX * 0.012 + 5, z * 0.03));
      const slope = (swell * 0.6 + chop * 0.5 * smooth(0.01, 0.12, down)) * calmness;
      const fromY = Math.max(view.horizon + 1, Math.min(height - 1, y + slope * reach));
      const fromX = Math.max(0, Math.min(width - 1, x + chop * reach * 0.22));
      const blur = rough * (2 + below * 0.06) * (plan.smear ?? 1);
      const facing = Math.max(0, Math.min(1, fresnel + slope * (0.12 + 0.45 * plan.roughness)));
      const offset = (x - width / 2) / view.focal - sx / Math.max(0.15, sz);
      const path = sz > 0.15 ? Math.exp(-((offset / (0.03 + down * 0.22 + 0.05 * plan.roughness)) ** 2)) : 0;
      const sparkle = path * smooth(0.28, 0.85, slope + 0.42 * path) * glitterPower * smooth(0.6, 0.05, sy);
      const caps =
        plan.roughness > 0.7 && z < 900
          ? smooth(0.42, 0.75, swell + chop * 0.35) * smooth(-0.1, 0.5, noise.layered(worldX * 1.9, z * 2.6, 2)) * 0.7
          : 0;
      const foam = caps + (plan.bed && z < 700 ? foamAt(plan.bed, { x: worldX, z, slope, noise }) : 0);
      for (let channel = 0; channel < 3; channel += 1) {
        const mirrored = mirrorAt(frame, { x: fromX, y: fromY, blur }, channel);
        const body = plan.body[channel]! * (light.ambient[channel]! + light.sun[channel]! * 0.25 * Math.max(0.1, sy));
        const plain = body + (mirrored * 0.94 - body) * facing + light.glow[channel]! * sparkle;
        const colour = plain + (light.ambient[channel]! + light.sun[channel]! * 0.3 - plain) * foam;
        frame.rgb[at * 3 + channel] = frame.rgb[at * 3 + channel]! + colour * share;
      }
    }
  }
}

/** Water that breaks on rising ground: lines and scraps of white. */
function foamAt(bed: Terrain, { x, z, slope, noise }: { x: number; z: number; slope: number; noise: Noise }): number {
  const depth = -bed.heightAt(x, z, 5);
  if (depth > 2.4) return 0;
  const lace = noise.layered(x / 2.2, z / 2.6, 3) * 0.9 + slope * 0.5;
  return smooth(0.05, 0.5, lace + smooth(2.3, 0.2, depth) * 0.75 - 0.35) * 0.8;
}

/** Five taps, up and down: water draws reflections out lengthwise. */
function mirrorAt(frame: Frame, at: { x: number; y: number; blur: number }, channel: number): number {
  return (
    0.34 * tap(frame, at.x, at.y, channel) +
    0.22 * tap(frame, at.x, at.y - at.blur, channel) +
    0.22 * tap(frame, at.x, at.y + at.blur, channel) +
    0.11 * tap(frame, at.x, at.y - at.blur * 2.1, channel) +
    0.11 * tap(frame, at.x, at.y + at.blur * 2.1, channel)
  );
}

function tap(frame: Frame, x: number, y: number, channel: number): number {
  const clamped = Math.max(0, Math.min(frame.height - 2, y));
  const row = Math.floor(clamped);
  const part = clamped - row;
  const at = (row * frame.width + Math.round(x)) * 3 + channel;
  return frame.mirror[at]! + (frame.mirror[at + frame.width * 3]! - frame.mirror[at]!) * part;
}
