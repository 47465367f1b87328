import type { LocalOperation } from '../local-task.ts';
import { openImage } from './open-image.ts';
import { largestOfRatio, percentRectangle } from './plan-crop.ts';
import { outputFormatFor, writeImage } from './write-image.ts';

/** Cuts to a shape, around what draws the eye, or to a rectangle in per cent when the ratio is `free`. */
export const cropImage: LocalOperation = async (task) => {
  const { ratio, focus, x, y, width, height } = task.parameters;
  const image = await openImage(task.inputPath);
  const output = { outputDir: task.outputDir, format: outputFormatFor(image.format) };
  if (ratio === 'free') {
    const percent = { x: Number(x), y: Number(y), width: Number(width), height: Number(height) };
    const rectangle = percentRectangle(image, percent);
    return writeImage(image.pipeline().extract(rectangle), rectangle, output);
  }
  const size = largestOfRatio(image, String(ratio));
  const position = focus === 'centre' ? 'centre' : 'attention';
  return writeImage(image.pipeline().resize({ ...size, fit: 'cover', position }), size, output);
};
