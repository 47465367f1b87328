import { Tensor } from 'onnxruntime-node';
import type { InferenceSession } from 'onnxruntime-node';
import { infer } from '../inference.ts';
import type { Plane } from './plane.ts';

/** The side of the square the model sees. */
export const MASK_SIDE_PIXELS = 320;

/** Normalisation the model was trained with. Source: U²-Net, data_loader.py (ToTensorLab, flag 0). */
const MEAN = [0.485, 0.456, 0.406] as const;
const DEVIATION = [0.229, 0.224, 0.225] as const;

/** How much each place of the picture belongs to its subject, 0 to 1. `rgb` has `MASK_SIDE_PIXELS` on each side. */
export async function subjectMask(session: InferenceSession, rgb: Uint8Array): Promise<Plane> {
  const side = MASK_SIDE_PIXELS;
  const input = new Tensor('float32', normalise(rgb), [1, 3, side, side]);
  const { data } = await infer(session, input);
  return { width: side, height: side, data: stretch(data.subarray(0, side * side)) };
}

/** Channel planes instead of pixels, relative to the brightest value of the picture. */
function normalise(rgb: Uint8Array): Float32Array {
  const pixels = MASK_SIDE_PIXELS * MASK_SIDE_PIXELS;
  let brightest = 1;
  for (const value of rgb) brightest = Math.max(brightest, value);
  const planes = new Float32Array(3 * pixels);
  for (let channel = 0; channel < 3; channel += 1) {
    for (let i = 0; i < pixels; i += 1) {
      planes[channel * pixels + i] = (rgb[i * 3 + channel]! / brightest - MEAN[channel]!) / DEVIATION[channel]!;
    }
  }
  return planes;
}

/** The model's certainty varies with the picture; its ends become 0 and 1. */
function stretch(data: Float32Array): Float32Array {
  let [lowest, highest] = [Infinity, -Infinity];
  for (const value of data) [lowest, highest] = [Math.min(lowest, value), Math.max(highest, value)];
  const range = Math.max(1e-6, highest - lowest);
  return data.map((value) => (value - lowest) / range);
}
