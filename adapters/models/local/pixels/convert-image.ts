import type { LocalOperation } from '../local-task.ts';
import { openImage } from './open-image.ts';
import { writeImage } from './write-image.ts';
import type { OutputFormat } from './write-image.ts';

export const convertImage: LocalOperation = async (task) => {
  const { format, quality, background } = task.parameters;
  const image = await openImage(task.inputPath);
  const pipeline = image.pipeline();
  // JPEG has no transparency; without this, transparent areas come out black.
  if (format === 'jpeg' && image.hasAlpha) pipeline.flatten({ background: String(background) });
  return writeImage(pipeline, image, {
    outputDir: task.outputDir,
    format: format as OutputFormat,
    quality: Number(quality),
  });
};
