import sharp from 'sharp';
import { Unserviceable } from '../local-task.ts';
import type { LocalOperation } from '../local-task.ts';
import { loadSession } from '../inference.ts';
import { openImage, unreadable } from '../pixels/open-image.ts';
import type { OpenImage } from '../pixels/open-image.ts';
import { writeImage } from '../pixels/write-image.ts';
import { cutOut } from './cut-out.ts';
import { MASK_SIDE_PIXELS, subjectMask } from './subject-mask.ts';

export const REMOVE_BACKGROUND_MAXIMUM_PIXELS = 40_000_000;
/** The longer side at which edges are refined; beyond it they only cost memory. */
const REFINE_SIDE_PIXELS = 768;

export const removeBackground: LocalOperation = async (task, onProgress) => {
  const weights = task.weights['u2netp'];
  if (weights === undefined) throw new Unserviceable('The model u2netp is missing. Fetch it first.');
  const image = await openImage(task.inputPath, REMOVE_BACKGROUND_MAXIMUM_PIXELS);
  onProgress({ stage: 'finding the subject', fraction: null });
  const seen = await readRgb(image, { width: MASK_SIDE_PIXELS, height: MASK_SIDE_PIXELS });
  const mask = await subjectMask(await loadSession(weights), seen);

  onProgress({ stage: 'refining edges', fraction: null });
  const scale = Math.min(1, REFINE_SIDE_PIXELS / Math.max(image.width, image.height));
  const reduced = {
    width: Math.max(1, Math.round(image.width * scale)),
    height: Math.max(1, Math.round(image.height * scale)),
  };
  const small = { ...reduced, rgb: await readRgb(image, reduced) };
  const full = { width: image.width, height: image.height, rgba: await readRgba(image) };
  cutOut({ full, small, mask });

  onProgress({ stage: 'saving', fraction: null });
  const cut = sharp(full.rgba, { raw: { width: full.width, height: full.height, channels: 4 } });
  const colour = backgroundColour(task.parameters);
  return writeImage(colour === null ? cut : cut.flatten({ background: colour }), full, {
    outputDir: task.outputDir,
    format: 'png',
  });
};

function backgroundColour({ background, colour }: Record<string, unknown>): string | null {
  if (background === 'transparent') return null;
  return background === 'colour' ? String(colour) : '#ffffff';
}

function readRgb(image: OpenImage, size: { width: number; height: number }): Promise<Buffer> {
  return image
    .pipeline()
    .resize({ ...size, fit: 'fill' })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer()
    .catch((error: unknown) => {
      throw unreadable(error);
    });
}

function readRgba(image: OpenImage): Promise<Buffer> {
  return image
    .pipeline()
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer()
    .catch((error: unknown) => {
      throw unreadable(error);
    });
}
