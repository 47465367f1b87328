import { open } from 'node:fs/promises';
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { Unserviceable } from '../local-task.ts';
import { sniffFormat } from './sniff-format.ts';
import type { ImageFormat } from './sniff-format.ts';

/** Most pixels a picture may have for operations that stream it. */
export const MAXIMUM_PIXELS = 100_000_000;
const HEAD_BYTES = 64;

// Only the loaders of the formats we name are reachable at all, whatever a file claims to be.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Heif', 'Nsgif', 'Tiff'].map((loader) => `VipsForeignLoad${loader}File`),
});
sharp.cache(false);

export interface OpenImage {
  /** A pipeline that reads the first frame upright. Each use needs its own: call `pipeline()` again. */
  pipeline(): Sharp;
  format: ImageFormat;
  /** Size after the orientation of the camera is applied. */
  width: number;
  height: number;
  hasAlpha: boolean;
}

/** Looks at a picture without decoding it, and refuses what is no picture or too large. */
export async function openImage(path: string, maximumPixels = MAXIMUM_PIXELS): Promise<OpenImage> {
  const format = sniffFormat(await readHead(path));
  if (format === null)
    throw new Unserviceable(
      'This file is not a picture that can be opened here. JPEG, PNG, WebP, AVIF, GIF and TIFF can.',
    );
  const described = await sharp(path, { limitInputPixels: false, failOn: 'error' })
    .metadata()
    .catch((error: unknown) => {
      throw unreadable(error);
    });
  const { width, height } = described.autoOrient;
  if (width * height > maximumPixels) {
    throw new Unserviceable(
      `This picture has ${megapixels(width * height)} megapixels (${width} × ${height}); at most ${megapixels(maximumPixels)} are possible here. Make it smaller first.`,
    );
  }
  return {
    pipeline: () => sharp(path, { limitInputPixels: maximumPixels, failOn: 'error', autoOrient: true }),
    format,
    width,
    height,
    hasAlpha: described.hasAlpha,
  };
}

/** Damage shows only while decoding, so whoever runs a pipeline turns its failure into this. */
export function unreadable(error: unknown): Error {
  if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return error;
  return new Unserviceable('This picture is damaged or incomplete and cannot be read. Export it again and retry.', {
    cause: error,
  });
}

function megapixels(pixels: number): string {
  return (pixels / 1_000_000).toLocaleString('en', { maximumFractionDigits: 1 });
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
