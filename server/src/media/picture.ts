/** Runs in a child process: everything that touches foreign pixels. */
import { open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { ResizeOptions, Sharp, SharpOptions } from 'sharp';
import { rgbaToThumbHash } from 'thumbhash';
import type { ChildTask } from '#adapters/child/child-task.ts';
import type { Derived } from './media.ts';
import { pictureLimits, renditionSides } from './picture-limits.ts';
import type { DeriveTask, PictureRefusal } from './picture-limits.ts';

// Only the decoders of the formats we take; libvips would try many more.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Heif', 'Nsgif', 'Tiff', 'Svg'].map((format) => `VipsForeignLoad${format}`),
});
sharp.cache(false);

export const run: ChildTask<DeriveTask, Derived> = ({ path, directory }) => derivePicture({ path, directory });

/** Decodes once: the preview is made from the original, everything smaller from the preview. */
export async function derivePicture({ path, directory }: DeriveTask): Promise<Derived> {
  const input = await openInput(path);
  const { width, height } = await readSize(input);
  const pixels = await decodeScaled(input, renditionSides.preview);
  const source = sharp(pixels.data, { raw: pixels.info });
  const [preview, thumbnail, thumbhash] = await Promise.all([
    writeRendition(source.clone(), { name: 'preview', directory, effort: 1 }),
    writeRendition(source.clone().resize(fitInside(renditionSides.thumbnail)), {
      name: 'thumbnail',
      directory,
      effort: 3,
    }),
    hash(source.clone()),
  ]);
  return { width, height, thumbhash, renditions: [thumbnail, preview] };
}

/**
 * SVG is handed over as bytes: without a location of its own it cannot reach other files, and the library never
 * fetches from the network nor runs scripts.
 */
async function openInput(path: string): Promise<Sharp> {
  const options: SharpOptions = {
    limitInputPixels: pictureLimits.pixels,
    failOn: 'error',
    pages: 1,
    sequentialRead: true,
  };
  if (!(await looksLikeMarkup(path))) return sharp(path, options);
  if ((await stat(path)).size > pictureLimits.svgBytes) throw refusal('svg-too-large');
  return sharp(await readFile(path), options);
}

async function looksLikeMarkup(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(256), 0, 256, 0);
    return /^(?:\xef\xbb\xbf)?\s*</.test(buffer.toString('latin1', 0, bytesRead));
  } finally {
    await file.close();
  }
}

async function readSize(input: Sharp): Promise<{ width: number; height: number }> {
  const { autoOrient } = await decoding(() => input.metadata());
  const { width, height } = autoOrient;
  if (width * height > pictureLimits.pixels || Math.max(width, height) > pictureLimits.sidePixels)
    throw refusal('too-many-pixels');
  return { width, height };
}

interface Pixels {
  data: Buffer;
  info: { width: number; height: number; channels: 1 | 2 | 3 | 4 };
}

function decodeScaled(input: Sharp, sidePixels: number): Promise<Pixels> {
  return decoding(async () => {
    const upright = input.clone().autoOrient().resize(fitInside(sidePixels)).toColourspace('srgb');
    const { data, info } = await upright.raw().toBuffer({ resolveWithObject: true });
    return { data, info: { width: info.width, height: info.height, channels: info.channels as 3 | 4 } };
  });
}

async function writeRendition(
  source: Sharp,
  { name, directory, effort }: { name: 'thumbnail' | 'preview'; directory: string; effort: number },
): Promise<Derived['renditions'][number]> {
  const path = join(directory, `${name}.webp`);
  const { width, height, size } = await source.webp({ quality: 80, effort, smartSubsample: false }).toFile(path);
  return { name, path, mediaType: 'image/webp', width, height, sizeBytes: size };
}

async function hash(source: Sharp): Promise<string> {
  const { data, info } = await source.resize(fitInside(100)).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64');
}

function fitInside(side: number): ResizeOptions {
  return { width: side, height: side, fit: 'inside', withoutEnlargement: true };
}

async function decoding<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Error && /pixel limit/.test(error.message)
      ? refusal('too-many-pixels')
      : refusal('damaged', error);
  }
}

function refusal(code: PictureRefusal, cause?: unknown): Error {
  return Object.assign(new Error(`This picture is refused: ${code}`, { cause }), { code });
}
