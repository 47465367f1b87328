import { Tensor } from 'onnxruntime-node';
import type { InferenceSession } from 'onnxruntime-node';
import { infer } from '../inference.ts';
import type { Plane } from '../planes/plane.ts';

/** The side of the square the model sees. */
export const MASK_SIDE_PIXELS = 320;

/** Normalisation the model was trained with. Source: U²-Net, data_loader.py (ToTensorLab, flag 0). */
const MEAN = [0.485, 0.456, 0.406] as const;
const DEVIATION = [0.229, 0.224, 0.225] as const;

/**
 * How much each place of the picture belongs to its subject, 0 to 1. `rgb` has `MASK_SIDE_PIXELS` on each side.
 *
 * This small model is unsure of parts of a subject that it finds when the picture comes in another range of values, so
 * it looks twice, and what either look is sure of counts. Seen on photos: whole where one look alone lost half.
 */
export async function subjectMask(session: InferenceSession, rgb: Uint8Array): Promise<Plane> {
  const side = MASK_SIDE_PIXELS;
  const views = [asTrained(rgb), fromZeroToOne(rgb)];
  const mask = new Float32Array(side * side);
  for (const view of views) {
    const { data } = await infer(session, new Tensor('float32', view, [1, 3, side, side]));
    stretch(data.subarray(0, side * side)).forEach((value, at) => {
      mask[at] = Math.max(mask[at]!, value);
    });
  }
  return { width: side, height: side, data: mask };
}

function asTrained(rgb: Uint8Array): Float32Array {
  let brightest = 1;
  for (const value of rgb) brightest = Math.max(brightest, value);
  return toPlanes(rgb, (value, channel) => (value / brightest - MEAN[channel]!) / DEVIATION[channel]!);
}

function fromZeroToOne(rgb: Uint8Array): Float32Array {
  return toPlanes(rgb, (value) => value / 255);
}

/** One plane for each channel instead of pixels. */
function toPlanes(rgb: Uint8Array, convert: (value: number, channel: number) => number): Float32Array {
  const pixels = rgb.length / 3;
  return Float32Array.from(rgb, (_, at) => {
    const channel = Math.floor(at / pixels);
    return convert(rgb[(at % pixels) * 3 + channel]!, channel);
  });
}

/** The model's certainty varies with the picture; its ends become 0 and 1. */
function stretch(data: Float32Array): Float32Array {
  let [lowest, highest] = [Infinity, -Infinity];
  for (const value of data) [lowest, highest] = [Math.min(lowest, value), Math.max(highest, value)];
  const range = Math.max(1e-6, highest - lowest);
  return data.map((value) => (value - lowest) / range);
}
