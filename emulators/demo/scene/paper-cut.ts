import { clamp, luminance, smooth, toLinear } from './colour.ts';
import type { Picture } from './picture.ts';
import type { Stage } from './stage.ts';

const LAYERS = 8;
const SKY = LAYERS;

/** Rebuilds a scene from sheets of coloured paper: one for each stretch of distance, with shadows between them. */
export function cutPaper(picture: Picture, { frame, view, noise }: Stage): Picture {
  const { width, height } = picture;
  const unit = Math.sqrt(width * height) / 1_000;
  const layer = layersOf(frame.depth, frame.water);
  const tone = tonesOf(picture, layer);
  // Rings of lighter sky around the light, as stacked frames.
  const data = new Uint8ClampedArray(width * height * 3);
  const reach = Math.round(15 * unit);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      const here = layer[at]!;
      let shade = 0;
      for (let step = 1; step <= reach; step += 1) {
        const sx = Math.min(width - 1, Math.max(0, Math.round(x + step * 0.45)));
        const sy = Math.min(height - 1, y + step);
        if (layer[sy * width + sx]! < here) {
          shade = 1 - step / (reach + 1);
          break;
        }
      }
      const above = layer[Math.max(0, y - Math.max(1, Math.round(1.4 * unit))) * width + x]!;
      const rim = above > here ? 0.13 : 0;
      const tooth =
        noise.at(x / (1.9 * unit), y / (1.9 * unit)) * 0.022 +
        noise.layered(x / (60 * unit), y / (60 * unit), 2) * 0.02;
      const depthTone = here === SKY ? 0.06 * smooth(view.horizon, 0, y) : 0;
      for (let channel = 0; channel < 3; channel += 1) {
        const flat = tone[here * 3 + channel]!;
        const own = picture.data[at * 3 + channel]! / 255;
        // A little of the painted colour keeps small things, such as a lamp, alive.
        const keep = here === SKY ? 0.5 : 0.2;
        const colour = flat + (own - flat) * keep;
        data[at * 3 + channel] = 255 * clamp((colour * (1 - shade * shade * 0.5) + rim) * (1 + tooth) - depthTone);
      }
    }
  }
  return { width, height, data };
}

/** Sheet 0 is the nearest; open water and sky have their own. */
function layersOf(depth: Float32Array, water: Float32Array): Uint8Array {
  const layer = new Uint8Array(depth.length);
  for (let at = 0; at < depth.length; at += 1) {
    const z = depth[at]!;
    const step = Math.floor(1 + Math.log2(z / 60) * 0.95);
    layer[at] = water[at]! > 0.5 ? LAYERS - 1 : z > 1e8 ? SKY : Math.max(0, Math.min(LAYERS - 2, step));
  }
  return layer;
}

/** Each sheet has the mean colour of what it shows, pushed a little apart from its neighbours. */
function tonesOf(picture: Picture, layer: Uint8Array): Float32Array {
  const sums = new Float64Array((SKY + 1) * 4);
  for (let at = 0; at < layer.length; at += 1) {
    const slot = layer[at]! * 4;
    sums[slot + 3]! += 1;
    for (let channel = 0; channel < 3; channel += 1) sums[slot + channel]! += picture.data[at * 3 + channel]! / 255;
  }
  const tones = new Float32Array((SKY + 1) * 3);
  for (let index = 0; index <= SKY; index += 1) {
    const count = sums[index * 4 + 3] || 1;
    const mean = [0, 1, 2].map((channel) => sums[index * 4 + channel]! / count) as [number, number, number];
    const grey = Math.sqrt(luminance([toLinear(mean[0]), toLinear(mean[1]), toLinear(mean[2])]));
    const push = index === SKY ? 1.04 : index === LAYERS - 1 ? 1 : 0.66 + index * 0.075;
    for (let channel = 0; channel < 3; channel += 1) {
      tones[index * 3 + channel] = clamp((grey + (mean[channel]! - grey) * 1.4) * push);
    }
  }
  return tones;
}
