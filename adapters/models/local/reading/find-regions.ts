import { smallestRectangle } from './text-region.ts';
import type { TextRegion } from './text-region.ts';

/** Settings the detector was published with (Differentiable Binarization, Liao et al., 2020; PP-OCRv4 inference). */
const TEXT_FROM = 0.3;
const MEAN_FROM = 0.55;
const UNCLIP_RATIO = 1.6;
const SMALLEST_SIDE_PIXELS = 3;
/** A page of small print has a few hundred. */
const MAXIMUM_REGIONS = 1_000;

/**
 * Rectangles around the text in a map of probabilities. The detector is trained to mark the inner part of each line,
 * so each rectangle is widened in proportion to its area over its circumference. Largest areas first are kept.
 */
export function findRegions(map: { width: number; height: number; data: Float32Array }): TextRegion[] {
  const regions: TextRegion[] = [];
  const seen = new Uint8Array(map.data.length);
  for (let start = 0; start < map.data.length; start += 1) {
    if (seen[start] === 1 || map.data[start]! <= TEXT_FROM) continue;
    const blob = collect(map, start, seen);
    if (blob.mean < MEAN_FROM) continue;
    const region = smallestRectangle(blob.outline);
    if (Math.min(region.width, region.height) < SMALLEST_SIDE_PIXELS) continue;
    const distance = (region.width * region.height * UNCLIP_RATIO) / (2 * (region.width + region.height));
    regions.push({ ...region, width: region.width + 2 * distance, height: region.height + 2 * distance });
  }
  return regions.sort((a, b) => b.width * b.height - a.width * a.height).slice(0, MAXIMUM_REGIONS);
}

/** Floods one connected blob. Of each of its rows only the ends matter for the hull. */
function collect(map: { width: number; height: number; data: Float32Array }, start: number, seen: Uint8Array) {
  const { width, height, data } = map;
  const rows = new Map<number, [left: number, right: number]>();
  const open = [start];
  seen[start] = 1;
  let [sum, count] = [0, 0];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const x = at % width;
    const y = (at - x) / width;
    const [left, right] = rows.get(y) ?? [x, x];
    rows.set(y, [Math.min(left, x), Math.max(right, x)]);
    sum += data[at]!;
    count += 1;
    for (let nearY = Math.max(0, y - 1); nearY <= Math.min(height - 1, y + 1); nearY += 1) {
      for (let nearX = Math.max(0, x - 1); nearX <= Math.min(width - 1, x + 1); nearX += 1) {
        const near = nearY * width + nearX;
        if (seen[near] === 1 || data[near]! <= TEXT_FROM) continue;
        seen[near] = 1;
        open.push(near);
      }
    }
  }
  const outline = [...rows].flatMap(([y, [left, right]]): [number, number][] => [
    [left, y],
    [right + 1, y],
    [left, y + 1],
    [right + 1, y + 1],
  ]);
  return { outline, mean: sum / count };
}
