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
  const sums = { width: lengthOf(columns), height: lengthOf(rows), data: new Float32Array(0) };
  sums.data = new Float32Array(sums.width * sums.height * 3);
  const tiles = columns.starts.length * rows.starts.length;
  for (let tile = 0; tile < tiles; tile += 1) {
    const column = tile % columns.starts.length;
    const row = Math.floor(tile / columns.starts.length);
    const [left, top] = [columns.starts[column]!, rows.starts[row]!];
    const enlarged = await enlargeTile(readTile(image, { left, top, width: columns.length, height: rows.length }));
    const across = tileWeights(columns, column, MODEL_SCALE);
    const down = tileWeights(rows, row, MODEL_SCALE);
    addTile(sums, enlarged, { left: left * MODEL_SCALE, top: top * MODEL_SCALE, across, down });
    onProgress((tile + 1) / tiles);
  }
  return { width, height, data: toBytes(sums, { width, height }, [totalWeights(columns), totalWeights(rows)]) };
}

/** Beyond the border the picture goes on as its last pixel. */
function readTile(image: RgbPixels, tile: { left: number; top: number; width: number; height: number }): TilePlanes {
  const { width, height } = tile;
  const data = new Float32Array(3 * width * height);
  for (let y = 0; y < height; y += 1) {
    const row = Math.min(tile.top + y, image.height - 1) * image.width;
    for (let x = 0; x < width; x += 1) {
      const from = (row + Math.min(tile.left + x, image.width - 1)) * 3;
      for (let channel = 0; channel < 3; channel += 1) {
        data[(channel * height + y) * width + x] = image.data[from + channel]! / 255;
      }
    }
  }
  return { width, height, data };
}

function addTile(
  sums: TilePlanes,
  tile: TilePlanes,
  place: { left: number; top: number; across: Float32Array; down: Float32Array },
): void {
  const plane = tile.width * tile.height;
  for (let y = 0; y < place.down.length; y += 1) {
    for (let x = 0; x < place.across.length; x += 1) {
      const weight = place.down[y]! * place.across[x]!;
      if (weight === 0) continue;
      const from = y * tile.width + x;
      const to = ((place.top + y) * sums.width + place.left + x) * 3;
      for (let channel = 0; channel < 3; channel += 1) {
        sums.data[to + channel]! += weight * tile.data[channel * plane + from]!;
      }
    }
  }
}

function lengthOf(axis: TileAxis): number {
  return (axis.starts.at(-1)! + axis.length) * MODEL_SCALE;
}

/** Tiles form a grid, so the total weight at a pixel is that of its column times that of its row. */
function totalWeights(axis: TileAxis): Float32Array {
  const total = new Float32Array(lengthOf(axis));
  axis.starts.forEach((start, tile) => {
    tileWeights(axis, tile, MODEL_SCALE).forEach((weight, pixel) => {
      total[start * MODEL_SCALE + pixel]! += weight;
    });
  });
  return total;
}

function toBytes(
  sums: TilePlanes,
  size: { width: number; height: number },
  [across, down]: [across: Float32Array, down: Float32Array],
): Uint8Array {
  const bytes = new Uint8Array(size.width * size.height * 3);
  for (let y = 0; y < size.height; y += 1) {
    for (let x = 0; x < size.width * 3; x += 1) {
      const weight = across[Math.floor(x / 3)]! * down[y]!;
      const value = (sums.data[y * sums.width * 3 + x]! / weight) * 255;
      bytes[y * size.width * 3 + x] = Math.min(255, Math.max(0, Math.round(value)));
    }
  }
  return bytes;
}
