import { clamp, luminance, smooth, toLinear } from './colour.ts';
import type { Picture } from './picture.ts';
import type { Stage } from './stage.ts';

const LAND = 7;
const WATERS = 3;
const RINGS = 6;
const LAYERS = LAND + WATERS + RINGS;

/** Rebuilds a scene from sheets of coloured paper, near ones above far ones, lit from the side like a light box. */
export function cutPaper(picture: Picture, stage: Stage): Picture {
  const { width, height } = picture;
  const unit = Math.sqrt(width * height) / 1_000;
  const layer = layersOf(stage);
  const tone = tonesOf(picture, layer);
  const data = new Uint8ClampedArray(width * height * 3);
  const reach = Math.round(17 * unit);
  const lip = Math.max(1, Math.round(1.5 * unit));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      const here = layer[at]!;
      const below = shadowOf(layer, { x, y, width, height }, { reach, dx: 0.5, dy: 1 });
      const above = shadowOf(layer, { x, y, width, height }, { reach, dx: -0.35, dy: -1 });
      const shade = Math.max(below, above * 0.8);
      const isEdge =
        layer[Math.max(0, y - lip) * width + x]! > here || layer[Math.min(height - 1, y + lip) * width + x]! > here;
      const fibre = stage.noise.at(x / (1.9 * unit), y / (1.9 * unit)) * 0.024;
      const cloud = stage.noise.layered(x / (70 * unit), y / (70 * unit), 2) * 0.025;
      // A little of the painted colour keeps small things, such as a lamp, alive.
      const keep = here < LAND ? 0.22 : 0.1;
      for (let channel = 0; channel < 3; channel += 1) {
        const own = picture.data[at * 3 + channel]! / 255;
        const flat = tone[here * 3 + channel]!;
        const lit = (flat + (own - flat) * keep) * (1 - shade * shade * 0.55) + (isEdge ? 0.1 : 0);
        data[at * 3 + channel] = 255 * clamp(lit * (1 + fibre + cloud));
      }
    }
  }
  return { width, height, data };
}

/** Looks along a line for a nearer sheet: 1 beside it, 0 at the end of its shadow. */
function shadowOf(
  layer: Uint8Array,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  { reach, dx, dy }: { reach: number; dx: number; dy: number },
): number {
  const here = layer[y * width + x]!;
  for (let step = 1; step <= reach; step += 1) {
    const sx = Math.max(0, Math.min(width - 1, Math.round(x + step * dx)));
    const sy = Math.max(0, Math.min(height - 1, y + step * dy));
    if (layer[sy * width + sx]! < here) return 1 - step / (reach + 1);
  }
  return 0;
}

/** Sheet 0 is the nearest: land by distance, water in three waves, sky in rings around the light. */
function layersOf({ frame, view, light, noise }: Stage): Uint8Array {
  const { width, height, depth, water } = frame;
  const layer = new Uint8Array(width * height);
  const [lx, ly, lz] = light.direction;
  const inView = lz > 0.8;
  const lightX = inView ? width / 2 + (lx / lz) * view.focal : width / 2;
  const lightY = inView ? view.horizon - (ly / lz) * view.focal : view.horizon;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      const z = depth[at]!;
      if (water[at]! > 0.5) {
        const wave = Math.sin((x / height) * 9 + y * 0.004) * 0.02 + noise.layered((x / height) * 2.5, 3, 2) * 0.05;
        const down = (y - view.horizon) / (height - view.horizon) + wave;
        layer[at] = LAND + (down > 0.62 ? 0 : down > 0.26 ? 1 : 2);
      } else if (z > 1e8) {
        const wobble = noise.layered((x / height) * 2.2, (y / height) * 2.2, 3) * 0.09;
        const away = Math.hypot(x - lightX, (y - lightY) * 1.25) / height + wobble;
        const ring = Math.min(RINGS - 1, Math.floor(away / 0.17));
        layer[at] = LAND + WATERS + (RINGS - 1 - ring);
      } else {
        layer[at] = Math.max(0, Math.min(LAND - 1, Math.floor(1 + Math.log2(z / 60) * 0.95)));
      }
    }
  }
  return layer;
}

/** Each sheet has the mean colour of what it shows, pushed a little apart from its neighbours. */
function tonesOf(picture: Picture, layer: Uint8Array): Float32Array {
  const sums = new Float64Array(LAYERS * 4);
  for (let at = 0; at < layer.length; at += 1) {
    const slot = layer[at]! * 4;
    sums[slot + 3]! += 1;
    for (let channel = 0; channel < 3; channel += 1) sums[slot + channel]! += picture.data[at * 3 + channel]! / 255;
  }
  const tones = new Float32Array(LAYERS * 3);
  for (let index = 0; index < LAYERS; index += 1) {
    const count = sums[index * 4 + 3] || 1;
    const mean = [0, 1, 2].map((channel) => sums[index * 4 + channel]! / count) as [number, number, number];
    const grey = Math.sqrt(luminance([toLinear(mean[0]), toLinear(mean[1]), toLinear(mean[2])]));
    const push =
      index < LAND
        ? 0.7 + index * 0.07
        : index < LAND + WATERS
          ? 0.86 + (index - LAND) * 0.08
          : 0.88 + smooth(LAND + WATERS, LAYERS - 1, index) * 0.24;
    for (let channel = 0; channel < 3; channel += 1) {
      tones[index * 3 + channel] = clamp((grey + (mean[channel]! - grey) * 1.3) * push);
    }
  }
  return tones;
}
