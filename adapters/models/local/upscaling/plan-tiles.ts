/** Where tiles begin along one side, and how strongly each counts at each of its pixels. */
export interface TileAxis {
  /** Pixels of every tile along this side; the model gets tiles of one size only. */
  length: number;
  starts: number[];
}

/** Pixels that neighbouring tiles share: the outermost are dropped, between the rest one tile fades into the other. */
export const OVERLAP_PIXELS = 24;
/** The model sees zeros beyond a tile, which spoils this many pixels along its border. */
const DROPPED_PIXELS = 4;

/**
 * Covers `size` pixels with the fewest tiles of at most `longest`, all as short as that allows. Starts and lengths are
 * even, because the model folds pixels two by two: tiles that fold differently would not match where they meet. With
 * an odd `size` the last tile reaches one pixel beyond it.
 */
export function planTiles(size: number, longest: number): TileAxis {
  const covered = toEven(size);
  if (covered <= longest) return { length: covered, starts: [0] };
  const count = Math.ceil((covered - OVERLAP_PIXELS) / (longest - OVERLAP_PIXELS));
  const length = toEven((covered + (count - 1) * OVERLAP_PIXELS) / count);
  // Tiles overlap by a little more here and there, where the size does not divide.
  const step = (covered - length) / (count - 1);
  return { length, starts: Array.from({ length: count }, (_, index) => 2 * Math.floor((index * step) / 2)) };
}

function toEven(pixels: number): number {
  return 2 * Math.ceil(pixels / 2);
}

/**
 * Weights of a tile along one side of the result, `scale` pixels for each of the source. They fade over the overlap,
 * but not at the border of the picture, where there is no neighbour.
 */
export function tileWeights(axis: TileAxis, tile: number, scale: number): Float32Array {
  const length = axis.length * scale;
  const fade = (OVERLAP_PIXELS - 2 * DROPPED_PIXELS) * scale;
  const isFirst = tile === 0;
  const isLast = tile === axis.starts.length - 1;
  return Float32Array.from({ length }, (_, pixel) => {
    const fromStart = isFirst ? 1 : (pixel + 0.5 - DROPPED_PIXELS * scale) / fade;
    const fromEnd = isLast ? 1 : (length - pixel - 0.5 - DROPPED_PIXELS * scale) / fade;
    return Math.max(0, Math.min(1, fromStart, fromEnd));
  });
}
