/** One channel of a picture, values usually from 0 to 1, row by row. */
export interface Plane {
  width: number;
  height: number;
  data: Float32Array;
}

export function makePlane(width: number, height: number): Plane {
  return { width, height, data: new Float32Array(width * height) };
}

/** Mean over a square of side 2 × radius + 1, cut at the borders. Time does not depend on the radius. */
export function boxMean(plane: Plane, radius: number): Plane {
  return transposedMean(transposedMean(plane, radius), radius);
}

/** Bilinear, with pixel centres aligned. */
export function resizePlane(plane: Plane, width: number, height: number): Plane {
  const resized = makePlane(width, height);
  const columns = samplePositions(plane.width, width);
  const rows = samplePositions(plane.height, height);
  const source = plane.data;
  for (let y = 0; y < height; y += 1) {
    const top = rows.before[y]! * plane.width;
    const bottom = rows.after[y]! * plane.width;
    const down = rows.share[y]!;
    for (let x = 0; x < width; x += 1) {
      const left = columns.before[x]!;
      const right = columns.after[x]!;
      const across = columns.share[x]!;
      const above = source[top + left]! * (1 - across) + source[top + right]! * across;
      const below = source[bottom + left]! * (1 - across) + source[bottom + right]! * across;
      resized.data[y * width + x] = above * (1 - down) + below * down;
    }
  }
  return resized;
}

function transposedMean(plane: Plane, radius: number): Plane {
  const { width, height, data } = plane;
  const result = makePlane(height, width);
  for (let y = 0; y < height; y += 1) {
    const row = y * width;
    let sum = 0;
    for (let x = 0; x < Math.min(radius, width); x += 1) sum += data[row + x]!;
    for (let x = 0; x < width; x += 1) {
      if (x + radius < width) sum += data[row + x + radius]!;
      if (x - radius - 1 >= 0) sum -= data[row + x - radius - 1]!;
      const count = Math.min(width - 1, x + radius) - Math.max(0, x - radius) + 1;
      result.data[x * height + y] = sum / count;
    }
  }
  return result;
}

function samplePositions(from: number, to: number): { before: Int32Array; after: Int32Array; share: Float32Array } {
  const positions = { before: new Int32Array(to), after: new Int32Array(to), share: new Float32Array(to) };
  for (let index = 0; index < to; index += 1) {
    const at = Math.min(from - 1, Math.max(0, ((index + 0.5) * from) / to - 0.5));
    positions.before[index] = Math.floor(at);
    positions.after[index] = Math.min(from - 1, Math.floor(at) + 1);
    positions.share[index] = at - Math.floor(at);
  }
  return positions;
}
