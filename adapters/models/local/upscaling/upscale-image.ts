import sharp from 'sharp';
import { Tensor } from 'onnxruntime-node';
import { infer, loadSession } from '../inference.ts';
import { Unserviceable } from '../local-task.ts';
import type { LocalOperation } from '../local-task.ts';
import { openImage, unreadable } from '../pixels/open-image.ts';
import type { OpenImage } from '../pixels/open-image.ts';
import { outputFormatFor, writeImage } from '../pixels/write-image.ts';
import { enlargePixels, MODEL_SCALE } from './enlarge-pixels.ts';
import type { EnlargeTile, RgbPixels } from './enlarge-pixels.ts';
import { matchColours } from './match-colours.ts';

/** Bounds memory and time: about 35 s for each megapixel that goes in, on two cores. */
export const UPSCALE_MAXIMUM_RESULT_PIXELS = 16_000_000;
const QUALITY = 92;

/** Enlarges two or four times; four is twice two. Transparency is enlarged apart, without the model. */
export const upscaleImage: LocalOperation = async (task, onProgress) => {
  const weights = task.weights['real-esrgan-x2'];
  if (weights === undefined) throw new Unserviceable('The model real-esrgan-x2 is missing. Fetch it first.');
  const scale = Number(task.parameters['scale']);
  const image = await openImage(task.inputPath, UPSCALE_MAXIMUM_RESULT_PIXELS / scale ** 2);
  onProgress({ stage: 'reading', fraction: 0 });
  const source = await readPixels(image);
  let pixels = source;
  const session = await loadSession(weights);
  const enlargeTile: EnlargeTile = async ({ data, width, height }) => {
    const enlarged = await infer(session, new Tensor('float32', data, [1, 3, height, width]));
    return { data: enlarged.data, width: width * MODEL_SCALE, height: height * MODEL_SCALE };
  };
  const passes = Math.log2(scale) / Math.log2(MODEL_SCALE);
  // Each pass has four times the work of the one before.
  const total = (MODEL_SCALE ** (2 * passes) - 1) / 3;
  let done = 0;
  for (let pass = 0; pass < passes; pass += 1) {
    const share = MODEL_SCALE ** (2 * pass) / total;
    pixels = await enlargePixels(pixels, enlargeTile, (fraction) => {
      onProgress({ stage: 'enlarging', fraction: done + share * fraction });
    });
    done += share;
  }
  await matchColours(pixels, source);
  const { width, height, data } = pixels;
  const enlarged = sharp(data, { raw: { width, height, channels: 3 } });
  if (image.hasAlpha) enlarged.joinChannel(await enlargeAlpha(image, pixels), { raw: { width, height, channels: 1 } });
  return writeImage(enlarged, pixels, {
    outputDir: task.outputDir,
    format: outputFormatFor(image.format),
    quality: QUALITY,
  });
};

async function readPixels(image: OpenImage): Promise<RgbPixels> {
  const data = await image.pipeline().removeAlpha().toColourspace('srgb').raw().toBuffer().catch(rethrowUnreadable);
  return { width: image.width, height: image.height, data };
}

function enlargeAlpha(image: OpenImage, { width, height }: RgbPixels): Promise<Buffer> {
  const alpha = image.pipeline().extractChannel('alpha').resize({ width, height, fit: 'fill', kernel: 'cubic' });
  return alpha.toColourspace('b-w').raw().toBuffer().catch(rethrowUnreadable);
}

function rethrowUnreadable(error: unknown): never {
  throw unreadable(error);
}
