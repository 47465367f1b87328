import { planTiles, tileWeights } from './plan-tiles.ts';
import type { TileAxis } from './plan-tiles.ts';

/** How much larger the model makes a picture. */
export const MODEL_SCALE = 2;
/** Larger tiles share less of their work with their neighbours, but need memory: about 0.6 GB at this size. */
const LONGEST_TILE_PIXELS = 288;

export interface RgbPixels {
  width: number;
  height: number;
  data: Uint8Array;
}

/** Channel planes of a tile, values 0 to 1. */
export interface TilePlanes {
  width: number;
  height: number;
  data: Float32Array;
}

/** Doubles one tile whose sides are even. */
export type EnlargeTile = (tile: TilePlanes) => Promise<TilePlanes>;

/** Doubles a picture tile by tile. Neighbours overlap and fade into each other, so that no seam shows. */
export async function enlargePixels(
  image: RgbPixels,
  enlargeTile: EnlargeTile,
  onProgress: (fraction: number) => void,
): Promise<RgbPixels> {
  const columns = planTiles(image.width, LONGEST_TILE_PIXELS);
  const rows = planTiles(image.height, LONGEST_TILE_PIXELS);
  const width = image.width * MODEL_SCALE;
  const height = image.height * MODEL_SCALE;
  const sums = new Float32Array(width * height * 3);
  const tiles = columns.starts.length * rows.starts.length;
  for (let tile = 0; tile < tiles; tile += 1) {
    const column = tile % columns.starts.length;
    const row = Math.floor(tile / columns.starts.length);
    const [left, top] = [columns.starts[column]!, rows.starts[row]!];
    const enlarged = await enlargeTile(readTile(image, { left, top, width: columns.length, height: rows.length }));
    const across = tileWeights(columns, column, MODEL_SCALE);
    const down = tileWeights(rows, row, MODEL_SCALE);
    addTile({ sums, width }, enlarged, { left: left * MODEL_SCALE, top: top * MODEL_SCALE, across, down });
    onProgress((tile + 1) / tiles);
  }
  const divisors = { across: totalWeights(columns, width), down: totalWeights(rows, height) };
  return { width, height, data: toBytes(sums, width, divisors) };
}

/** The model folds pixels two by two, so odd sides are filled up with their last pixel. */
function readTile(image: RgbPixels, tile: { left: number; top: number; width: number; height: number }): TilePlanes {
  const width = tile.width + (tile.width % 2);
  const height = tile.height + (tile.height % 2);
  const planes = new Float32Array(3 * width * height);
  for (let y = 0; y < height; y += 1) {
    const row = (tile.top + Math.min(y, tile.height - 1)) * image.width + tile.left;
    for (let x = 0; x < width; x += 1) {
      const from = (row + Math.min(x, tile.width - 1)) * 3;
      const to = y * width + x;
      for (let channel = 0; channel < 3; channel += 1) {
        planes[channel * width * height + to] = image.data[from + channel]! / 255;
      }
    }
  }
  return { width, height, data: planes };
}

function addTile(
  result: { sums: Float32Array; width: number },
  tile: TilePlanes,
  place: { left: number; top: number; across: Float32Array; down: Float32Array },
): void {
  const plane = tile.width * tile.height;
  for (let y = 0; y < place.down.length; y += 1) {
    for (let x = 0; x < place.across.length; x += 1) {
      const weight = place.down[y]! * place.across[x]!;
      if (weight === 0) continue;
      const from = y * tile.width + x;
      const to = ((place.top + y) * result.width + place.left + x) * 3;
      for (let channel = 0; channel < 3; channel += 1) {
        result.sums[to + channel]! += weight * tile.data[channel * plane + from]!;
      }
    }
  }
}

/** Tiles form a grid, so the total weight at a pixel is that of its column times that of its row. */
function totalWeights(axis: TileAxis, length: number): Float32Array {
  const total = new Float32Array(length);
  axis.starts.forEach((start, tile) => {
    tileWeights(axis, tile, MODEL_SCALE).forEach((weight, pixel) => {
      total[start * MODEL_SCALE + pixel]! += weight;
    });
  });
  return total;
}

function toBytes(
  sums: Float32Array,
  width: number,
  { across, down }: { across: Float32Array; down: Float32Array },
): Uint8Array {
  const bytes = new Uint8Array(sums.length);
  for (let at = 0; at < sums.length; at += 1) {
    const pixel = Math.floor(at / 3);
    const weight = across[pixel % width]! * down[Math.floor(pixel / width)]!;
    bytes[at] = Math.min(255, Math.max(0, Math.round((sums[at]! / weight) * 255)));
  }
  return bytes;
}
