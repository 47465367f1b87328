import { Unserviceable } from '../local-task.ts';
import type { LocalOperation } from '../local-task.ts';
import { openImage } from './open-image.ts';
import { planResize } from './plan-resize.ts';
import type { Fit } from './plan-resize.ts';
import { outputFormatFor, writeImage } from './write-image.ts';

export const resizeImage: LocalOperation = async (task) => {
  const { width, height, fit, enlarge } = task.parameters;
  if (width === undefined && height === undefined) {
    throw new Unserviceable('Give a width, a height or both, in pixels.');
  }
  const image = await openImage(task.inputPath);
  const size = planResize(image, {
    width: width === undefined ? undefined : Number(width),
    height: height === undefined ? undefined : Number(height),
    fit: fit as Fit,
    enlarge: enlarge === true,
  });
  const resized = image
    .pipeline()
    .resize({ ...size, fit: fit === 'cover' ? 'cover' : 'fill', position: 'attention', kernel: 'lanczos3' });
  return writeImage(resized, size, { outputDir: task.outputDir, format: outputFormatFor(image.format) });
};
