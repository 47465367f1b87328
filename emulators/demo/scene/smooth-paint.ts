import type { Picture } from './picture.ts';

/**
 * Kuwahara's filter: each pixel takes the mean of the calmest of the four squares that touch it. Texture melts into
 * strokes while edges stay. `bend` moves where a pixel looks, so that edges wander like a hand's.
 */
export function smoothPaint(
  picture: Picture,
  radius: number,
  bend?: (x: number, y: number) => [number, number],
): Float32Array {
  const { width, height, data } = picture;
  const stride = width + 1;
  // Summed areas of red, green, blue and the square of the brightness.
  const sums = new Float64Array(stride * (height + 1) * 4);
  for (let y = 0; y < height; y += 1) {
    const row = [0, 0, 0, 0];
    for (let x = 0; x < width; x += 1) {
      const from = (y * width + x) * 3;
      const grey = (data[from]! + 2 * data[from + 1]! + data[from + 2]!) / 4;
      row[0]! += data[from]!;
      row[1]! += data[from + 1]!;
      row[2]! += data[from + 2]!;
      row[3]! += grey * grey;
      const at = ((y + 1) * stride + x + 1) * 4;
      const above = at - stride * 4;
      for (let part = 0; part < 4; part += 1) sums[at + part] = sums[above + part]! + row[part]!;
    }
  }
  const out = new Float32Array(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [shiftX, shiftY] = bend ? bend(x, y) : [0, 0];
      const cx = Math.max(0, Math.min(width - 1, Math.round(x + shiftX)));
      const cy = Math.max(0, Math.min(height - 1, Math.round(y + shiftY)));
      let calmest = Number.POSITIVE_INFINITY;
      const target = (y * width + x) * 3;
      for (let square = 0; square < 4; square += 1) {
        const x0 = Math.max(0, square % 2 === 0 ? cx - radius : cx);
        const x1 = Math.min(width, square % 2 === 0 ? cx + 1 : cx + radius + 1);
        const y0 = Math.max(0, square < 2 ? cy - radius : cy);
        const y1 = Math.min(height, square < 2 ? cy + 1 : cy + radius + 1);
        const count = (x1 - x0) * (y1 - y0);
        const a = (y0 * stride + x0) * 4;
        const b = (y0 * stride + x1) * 4;
        const c = (y1 * stride + x0) * 4;
        const d = (y1 * stride + x1) * 4;
        const red = (sums[d]! - sums[b]! - sums[c]! + sums[a]!) / count;
        const green = (sums[d + 1]! - sums[b + 1]! - sums[c + 1]! + sums[a + 1]!) / count;
        const blue = (sums[d + 2]! - sums[b + 2]! - sums[c + 2]! + sums[a + 2]!) / count;
        const square2 = (sums[d + 3]! - sums[b + 3]! - sums[c + 3]! + sums[a + 3]!) / count;
        const grey = (red + 2 * green + blue) / 4;
        const spread = square2 - grey * grey;
        if (spread < calmest) {
          calmest = spread;
          out[target] = red / 255;
          out[target + 1] = green / 255;
          out[target + 2] = blue / 255;
        }
      }
    }
  }
  return out;
}

/** How steeply the brightness changes at each pixel, 0 to about 1. */
export function edgesOf(values: Float32Array, width: number, height: number): Float32Array {
  const edges = new Float32Array(width * height);
  const grey = (at: number): number => 0.3 * values[at * 3]! + 0.59 * values[at * 3 + 1]! + 0.11 * values[at * 3 + 2]!;
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      const dx =
        grey(at + 1) -
        grey(at - 1) +
        0.5 * (grey(at + 1 - width) - grey(at - 1 - width) + grey(at + 1 + width) - grey(at - 1 + width));
      const dy =
        grey(at + width) -
        grey(at - width) +
        0.5 * (grey(at + width + 1) - grey(at - width + 1) + grey(at + width - 1) - grey(at - width - 1));
      edges[at] = Math.hypot(dx, dy) / 2;
    }
  }
  return edges;
}
