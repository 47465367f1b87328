import { guidedCoefficients } from './guided-filter.ts';
import { boxMean, makePlane, resizePlane } from '../planes/plane.ts';
import type { Plane } from '../planes/plane.ts';

type Range = readonly [background: number, subject: number];

/** Where the model is half sure, it is nearly always inside a subject: below and above these it counts as certain. */
const COARSE_RANGE: Range = [0.12, 0.62];
/** The same for the refined mask, even-handed, so that edges stay where the picture has them. */
const REFINED_RANGE: Range = [0.14, 0.86];
const EDGE_SMOOTHING = 1e-3;
/** Shares of the refining side: how far the mask's edge may move, and how far colours are looked for. */
const EDGE_RADIUS_SHARE = 1 / 96;
const COLOUR_RADIUS_SHARE = 1 / 32;

/**
 * Gives a picture the alpha of a coarse mask, in place. The mask is drawn to the picture's own edges, and along them the
 * colour of the old background is taken out of the half-transparent pixels, so that no halo shows on a new one.
 */
export function cutOut(work: {
  full: { width: number; height: number; rgba: Uint8Array };
  small: { width: number; height: number; rgb: Uint8Array };
  mask: Plane;
}): void {
  const { full, small } = work;
  const guide = splitChannels(small);
  const firm = { ...work.mask, data: work.mask.data.map((value) => toAlpha(value, COARSE_RANGE)) };
  const coarse = resizePlane(firm, small.width, small.height);
  const side = Math.max(small.width, small.height);
  const coefficients = guidedCoefficients(coarse, guide, {
    radius: Math.max(2, Math.round(side * EDGE_RADIUS_SHARE)),
    smoothing: EDGE_SMOOTHING,
  });
  const alphaSmall = makePlane(small.width, small.height);
  for (let i = 0; i < alphaSmall.data.length; i += 1) {
    const { red, green, blue, offset } = coefficients;
    const value =
      red.data[i]! * guide[0].data[i]! + green.data[i]! * guide[1].data[i]! + blue.data[i]! * guide[2].data[i]!;
    alphaSmall.data[i] = toAlpha(value + offset.data[i]!, REFINED_RANGE);
  }
  const radius = Math.max(2, Math.round(side * COLOUR_RADIUS_SHARE));
  const subject = guide.map((channel) => weightedMean(channel, alphaSmall, radius));
  const opposite = { ...alphaSmall, data: alphaSmall.data.map((value) => 1 - value) };
  const behind = guide.map((channel) => weightedMean(channel, opposite, radius));
  const planes = [coefficients.red, coefficients.green, coefficients.blue, coefficients.offset, ...subject, ...behind];
  applyRows(full, planes);
}

/** Enlarges the planes row by row, so that a large picture needs no more memory than its own pixels. */
function applyRows(full: { width: number; height: number; rgba: Uint8Array }, planes: Plane[]): void {
  const { width, height, rgba } = full;
  const [ar, ag, ab, offset, fr, fg, fb, br, bg, bb] = planes.map(() => new Float32Array(width)) as Rows;
  const rows = [ar, ag, ab, offset, fr, fg, fb, br, bg, bb];
  const columns = columnPositions(planes[0]!.width, width);
  for (let y = 0; y < height; y += 1) {
    planes.forEach((plane, index) =>
      sampleRow(plane, ((y + 0.5) * plane.height) / height - 0.5, columns, rows[index]!),
    );
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 4;
      const [red, green, blue] = [rgba[at]! / 255, rgba[at + 1]! / 255, rgba[at + 2]! / 255];
      const alpha = toAlpha(ar[x]! * red + ag[x]! * green + ab[x]! * blue + offset[x]!, REFINED_RANGE);
      rgba[at + 3] = Math.round(rgba[at + 3]! * alpha);
      if (alpha <= 0 || alpha >= 1) continue;
      rgba[at] = toByte(fr[x]! + alpha * (red - alpha * fr[x]! - (1 - alpha) * br[x]!));
      rgba[at + 1] = toByte(fg[x]! + alpha * (green - alpha * fg[x]! - (1 - alpha) * bg[x]!));
      rgba[at + 2] = toByte(fb[x]! + alpha * (blue - alpha * fb[x]! - (1 - alpha) * bb[x]!));
    }
  }
}

type Row = Float32Array;
type Rows = [Row, Row, Row, Row, Row, Row, Row, Row, Row, Row];

function columnPositions(from: number, to: number): Float32Array {
  return Float32Array.from({ length: to }, (_, x) => Math.min(from - 1, Math.max(0, ((x + 0.5) * from) / to - 0.5)));
}

function sampleRow(plane: Plane, position: number, columns: Float32Array, row: Float32Array): void {
  const y = Math.min(plane.height - 1, Math.max(0, position));
  const top = Math.floor(y) * plane.width;
  const bottom = Math.min(plane.height - 1, Math.floor(y) + 1) * plane.width;
  const down = y - Math.floor(y);
  for (let x = 0; x < row.length; x += 1) {
    const left = Math.floor(columns[x]!);
    const right = Math.min(plane.width - 1, left + 1);
    const across = columns[x]! - left;
    const above = plane.data[top + left]! * (1 - across) + plane.data[top + right]! * across;
    const below = plane.data[bottom + left]! * (1 - across) + plane.data[bottom + right]! * across;
    row[x] = above * (1 - down) + below * down;
  }
}

/** Mean colour of what `weight` marks, around each place; where nothing is marked nearby, the picture's own. */
function weightedMean(channel: Plane, weight: Plane, radius: number): Plane {
  const weighted = { ...channel, data: channel.data.map((value, index) => value * weight.data[index]!) };
  const [sum, total] = [boxMean(weighted, radius), boxMean(weight, radius)];
  return {
    ...channel,
    data: sum.data.map((value, i) => (total.data[i]! > 0.01 ? value / total.data[i]! : channel.data[i]!)),
  };
}

function splitChannels({
  width,
  height,
  rgb,
}: {
  width: number;
  height: number;
  rgb: Uint8Array;
}): [Plane, Plane, Plane] {
  const planes: [Plane, Plane, Plane] = [makePlane(width, height), makePlane(width, height), makePlane(width, height)];
  planes.forEach((plane, channel) => {
    for (let i = 0; i < plane.data.length; i += 1) plane.data[i] = rgb[i * 3 + channel]! / 255;
  });
  return planes;
}

/** A smooth step, so that no hard rim appears where the mask ends. */
function toAlpha(value: number, [background, subject]: Range): number {
  const t = Math.min(1, Math.max(0, (value - background) / (subject - background)));
  return t * t * (3 - 2 * t);
}

function toByte(value: number): number {
  return Math.round(255 * Math.min(1, Math.max(0, value)));
}
