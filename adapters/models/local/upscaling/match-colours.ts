import sharp from 'sharp';
import { boxMean, makePlane, resizePlane } from '../planes/plane.ts';
import type { RgbPixels } from './enlarge-pixels.ts';

/** Colours are compared on a grid this fine; what is smaller than its cells is left to the model. */
const GRID_SIDE_CELLS = 48;

/**
 * Gives an enlarged picture the colours its source has on the large scale, in place. The model shifts them slightly,
 * which adds up over two passes: 3 of 255 on a photo, measured.
 */
export async function matchColours(enlarged: RgbPixels, source: RgbPixels): Promise<void> {
  const scale = Math.min(1, GRID_SIDE_CELLS / Math.max(source.width, source.height));
  const width = Math.max(1, Math.round(source.width * scale));
  const height = Math.max(1, Math.round(source.height * scale));
  const [wanted, got] = await Promise.all([reduce(source, width, height), reduce(enlarged, width, height)]);
  for (let channel = 0; channel < 3; channel += 1) {
    const difference = makePlane(width, height);
    for (let cell = 0; cell < difference.data.length; cell += 1) {
      difference.data[cell] = wanted[cell * 3 + channel]! - got[cell * 3 + channel]!;
    }
    const correction = resizePlane(boxMean(difference, 1), enlarged.width, enlarged.height).data;
    for (let pixel = 0; pixel < correction.length; pixel += 1) {
      const at = pixel * 3 + channel;
      enlarged.data[at] = Math.min(255, Math.max(0, Math.round(enlarged.data[at]! + correction[pixel]!)));
    }
  }
}

function reduce(image: RgbPixels, width: number, height: number): Promise<Buffer> {
  const raw = { width: image.width, height: image.height, channels: 3 as const };
  return sharp(image.data, { raw }).resize({ width, height, fit: 'fill', kernel: 'linear' }).raw().toBuffer();
}
