import { join } from 'node:path';
import type { Sharp } from 'sharp';
import type { LocalOutput } from '../local-task.ts';
import { unreadable } from './open-image.ts';
import type { ImageFormat } from './sniff-format.ts';

export type OutputFormat = 'jpeg' | 'png' | 'webp' | 'avif';

const DEFAULT_QUALITY: Record<OutputFormat, number> = { jpeg: 88, png: 100, webp: 86, avif: 62 };
/** Levels of effort where a further step costs seconds and saves a per cent. */
const AVIF_EFFORT = 4;

/** Keeps the format of the source where it can be written, else takes PNG, which loses nothing. */
export function outputFormatFor(source: ImageFormat): OutputFormat {
  return source === 'gif' || source === 'tiff' ? 'png' : source;
}

/** Encodes to `<outputDir>/output.<format>` as 8-bit sRGB, without the metadata of the source. */
export async function writeImage(
  pipeline: Sharp,
  output: { outputDir: string; format: OutputFormat; quality?: number },
): Promise<LocalOutput> {
  const { format, quality = DEFAULT_QUALITY[format] } = output;
  const file = join(output.outputDir, `output.${format}`);
  const written = await encode(pipeline, format, quality)
    .toFile(file)
    .catch((error: unknown) => {
      throw unreadable(error);
    });
  return { mediaType: `image/${format}`, file, width: written.width, height: written.height };
}

function encode(pipeline: Sharp, format: OutputFormat, quality: number): Sharp {
  switch (format) {
    case 'jpeg':
      return pipeline.jpeg({ quality, mozjpeg: true });
    case 'png':
      return pipeline.png({ compressionLevel: 8 });
    case 'webp':
      return pipeline.webp({ quality });
    case 'avif':
      return pipeline.avif({ quality, effort: AVIF_EFFORT });
  }
}
