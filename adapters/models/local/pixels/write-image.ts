import { join } from 'node:path';
import type { Sharp } from 'sharp';
import { Unserviceable } from '../local-task.ts';
import type { LocalOutput } from '../local-task.ts';
import { unreadable } from './open-image.ts';
import type { Size } from './plan-resize.ts';
import type { ImageFormat } from './sniff-format.ts';

export type OutputFormat = 'jpeg' | 'png' | 'webp' | 'avif';

interface FormatLimits {
  title: string;
  quality: number;
  /** Longest side the format can hold, or that its encoder takes. */
  side: number;
  pixels: number;
}

const FORMATS: Record<OutputFormat, FormatLimits> = {
  jpeg: { title: 'JPEG', quality: 88, side: 65_500, pixels: Infinity },
  png: { title: 'PNG', quality: 100, side: 65_500, pixels: Infinity },
  webp: { title: 'WebP', quality: 86, side: 16_383, pixels: Infinity },
  // The encoder holds the whole picture several times over: 1.5 GB for so many pixels, measured.
  avif: { title: 'AVIF', quality: 62, side: 16_384, pixels: 40_000_000 },
};
/** A level of effort where a further one costs seconds and saves a per cent; large pictures would take minutes. */
const AVIF_EFFORT = 4;
const AVIF_LARGE_EFFORT = 2;
const AVIF_LARGE_PIXELS = 8_000_000;

/** Keeps the format of the source where it can be written, else takes PNG, which loses nothing. */
export function outputFormatFor(source: ImageFormat): OutputFormat {
  return source === 'gif' || source === 'tiff' ? 'png' : source;
}

/**
 * Encodes to `<outputDir>/output.<format>` as 8-bit sRGB, without the metadata of the source. `size` is what comes out
 * of the pipeline. Refuses what the format cannot hold.
 */
export async function writeImage(
  pipeline: Sharp,
  size: Size,
  output: { outputDir: string; format: OutputFormat; quality?: number },
): Promise<LocalOutput> {
  const { format, outputDir } = output;
  const limits = FORMATS[format];
  const pixels = size.width * size.height;
  if (Math.max(size.width, size.height) > limits.side || pixels > limits.pixels) {
    const most = limits.pixels === Infinity ? '' : ` and ${limits.pixels / 1_000_000} megapixels`;
    const message = `${limits.title} holds at most ${limits.side} pixels on a side${most}; this would be ${size.width} × ${size.height}.`;
    throw new Unserviceable(`${message} Choose another format, or make it smaller.`);
  }
  const file = join(outputDir, `output.${format}`);
  const written = await encode(pipeline, { format, pixels, quality: output.quality ?? limits.quality })
    .toFile(file)
    .catch((error: unknown) => {
      throw unreadable(error);
    });
  return { mediaType: `image/${format}`, file, width: written.width, height: written.height };
}

function encode(pipeline: Sharp, how: { format: OutputFormat; pixels: number; quality: number }): Sharp {
  const { quality } = how;
  switch (how.format) {
    case 'jpeg':
      return pipeline.jpeg({ quality, mozjpeg: true });
    case 'png':
      return pipeline.png();
    case 'webp':
      return pipeline.webp({ quality });
    case 'avif':
      return pipeline.avif({ quality, effort: how.pixels > AVIF_LARGE_PIXELS ? AVIF_LARGE_EFFORT : AVIF_EFFORT });
  }
}
