/** A rectangle around a piece of text, turned by any angle, in pixels of the picture. */
export interface TextRegion {
  centreX: number;
  centreY: number;
  /** Along the line of text. */
  width: number;
  /** Across it. */
  height: number;
  /** Radians by which the line is turned clockwise; between -π/4 and 3π/4, about 0 for level text. */
  angle: number;
}

/** The smallest rectangle around points (rotating calipers over their convex hull), its longer side as the width. */
export function smallestRectangle(points: [x: number, y: number][]): TextRegion {
  const hull = convexHull(points);
  let best: TextRegion | null = null;
  for (let i = 0; i < hull.length; i += 1) {
    const [x1, y1] = hull[i]!;
    const [x2, y2] = hull[(i + 1) % hull.length]!;
    const angle = Math.atan2(y2 - y1, x2 - x1);
    const found = boundsAlong(hull, angle);
    if (best === null || found.width * found.height < best.width * best.height) best = found;
  }
  return upright(best ?? boundsAlong(points, 0));
}

function boundsAlong(points: [number, number][], angle: number): TextRegion {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [x, y] of points) {
    const along = x * cos + y * sin;
    const across = y * cos - x * sin;
    [left, right] = [Math.min(left, along), Math.max(right, along)];
    [top, bottom] = [Math.min(top, across), Math.max(bottom, across)];
  }
  const [along, across] = [(left + right) / 2, (top + bottom) / 2];
  const centre = { centreX: along * cos - across * sin, centreY: along * sin + across * cos };
  return { ...centre, width: right - left, height: bottom - top, angle };
}

/**
 * Turns the description, not the rectangle, until the text runs as it most likely does: level within 45 degrees, unless
 * the rectangle is much taller than wide, which is a line that runs down the page.
 */
function upright(region: TextRegion): TextRegion {
  let { width, height, angle } = region;
  while (angle > Math.PI / 4) [angle, width, height] = [angle - Math.PI / 2, height, width];
  while (angle < -Math.PI / 4) [angle, width, height] = [angle + Math.PI / 2, height, width];
  if (height > width * 1.5) [angle, width, height] = [angle + Math.PI / 2, height, width];
  return { ...region, width, height, angle };
}

/** Andrew's monotone chain. */
function convexHull(points: [number, number][]): [number, number][] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  if (sorted.length < 3) return sorted;
  const half = (ordered: [number, number][]): [number, number][] => {
    const chain: [number, number][] = [];
    for (const point of ordered) {
      while (chain.length > 1 && turn(chain.at(-2)!, chain.at(-1)!, point) <= 0) chain.pop();
      chain.push(point);
    }
    chain.pop();
    return chain;
  };
  return [...half(sorted), ...half(sorted.toReversed())];
}

function turn(a: [number, number], b: [number, number], c: [number, number]): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}
