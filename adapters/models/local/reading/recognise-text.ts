import { Tensor } from 'onnxruntime-node';
import type { InferenceSession } from 'onnxruntime-node';
import { infer, loadSession } from '../inference.ts';
import { Unserviceable } from '../local-task.ts';
import type { LocalOperation } from '../local-task.ts';
import { openImage, unreadable } from '../pixels/open-image.ts';
import type { OpenImage } from '../pixels/open-image.ts';
import { cutLine, LINE_HEIGHT_PIXELS } from './cut-line.ts';
import type { RgbImage } from './cut-line.ts';
import { decodeLine } from './decode-line.ts';
import { findRegions } from './find-regions.ts';
import { readInOrder } from './reading-order.ts';
import type { TextPiece } from './reading-order.ts';

export const READ_TEXT_MAXIMUM_PIXELS = 40_000_000;
/** The longer side at which text is looked for; a page of small print needs most of it. */
const LOOK_SIDE_PIXELS = 1_600;
/** Small pictures are enlarged to this, because the detector overlooks letters below about ten pixels. */
const LEAST_SIDE_PIXELS = 736;
const SIDE_MULTIPLE = 32;
const CERTAINTY_FROM = 0.5;
/** Leaves and waves look like single letters now and then, but never surely so. */
const SHORT_LETTERS = 2;
const SHORT_CERTAINTY_FROM = 0.85;
/** Normalisation of the detector, for blue, green and red. Source: PP-OCRv4 inference configuration. */
const MEAN = [0.485, 0.456, 0.406] as const;
const DEVIATION = [0.229, 0.224, 0.225] as const;

/** Text output in reading order, lines as lines and paragraphs apart. Knows English letters, digits and signs. */
export const recogniseText: LocalOperation = async (task, onProgress) => {
  const { 'pp-ocr-detection': detection, 'pp-ocr-english': recognition } = task.weights;
  if (detection === undefined || recognition === undefined) {
    throw new Unserviceable('The models for reading text are missing. Fetch them first.');
  }
  const image = await openImage(task.inputPath, READ_TEXT_MAXIMUM_PIXELS);
  const full = await readRgb(image, image);
  onProgress({ stage: 'looking for text', fraction: null });
  const regions = await detect(await loadSession(detection), image);
  const recogniser = await loadSession(recognition);
  const pieces: TextPiece[] = [];
  for (const [index, region] of regions.entries()) {
    onProgress({ stage: 'reading', fraction: index / regions.length });
    const { width, planes } = cutLine(full, region);
    const { data } = await infer(recogniser, new Tensor('float32', planes, [1, 3, LINE_HEIGHT_PIXELS, width]));
    const { text, certainty } = decodeLine(data);
    const enough = text.trim().length > SHORT_LETTERS ? CERTAINTY_FROM : SHORT_CERTAINTY_FROM;
    if (certainty >= enough && text.trim() !== '') pieces.push({ ...region, text });
  }
  if (pieces.length === 0) throw new Unserviceable('No readable text was found in this picture.');
  return { mediaType: 'text/plain', text: readInOrder(pieces) };
};

async function detect(session: InferenceSession, image: OpenImage) {
  const longer = Math.max(image.width, image.height);
  const scale = Math.min(LOOK_SIDE_PIXELS / longer, Math.max(1, LEAST_SIDE_PIXELS / longer));
  const width = toMultiple(image.width * scale);
  const height = toMultiple(image.height * scale);
  const { data } = await readRgb(image, { width, height });
  const planes = new Float32Array(3 * width * height);
  for (let channel = 0; channel < 3; channel += 1) {
    for (let at = 0; at < width * height; at += 1) {
      const value = data[at * 3 + 2 - channel]! / 255;
      planes[channel * width * height + at] = (value - MEAN[channel]!) / DEVIATION[channel]!;
    }
  }
  const map = await infer(session, new Tensor('float32', planes, [1, 3, height, width]));
  const [scaleX, scaleY] = [image.width / width, image.height / height];
  return findRegions({ width, height, data: map.data }).map((region) => ({
    centreX: region.centreX * scaleX,
    centreY: region.centreY * scaleY,
    width: region.width * scaleX,
    height: region.height * scaleY,
    angle: region.angle,
  }));
}

function toMultiple(side: number): number {
  return Math.max(SIDE_MULTIPLE, Math.round(side / SIDE_MULTIPLE) * SIDE_MULTIPLE);
}

async function readRgb(image: OpenImage, size: { width: number; height: number }): Promise<RgbImage> {
  const { width, height } = size;
  const pipeline = image.pipeline().resize({ width, height, fit: 'fill' }).flatten({ background: '#ffffff' });
  const data = await pipeline
    .toColourspace('srgb')
    .raw()
    .toBuffer()
    .catch((error: unknown) => {
      throw unreadable(error);
    });
  return { width, height, data };
}
