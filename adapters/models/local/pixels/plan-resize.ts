export type Fit = 'inside' | 'cover' | 'stretch';

export interface Size {
  width: number;
  height: number;
}

/**
 * The size a picture gets. `inside` keeps its shape within the box; `cover` and `stretch` fill the box. Without
 * `enlarge` the box shrinks, in its own shape, until the picture needs no enlarging. One side may be left open.
 */
export function planResize(
  source: Size,
  wish: { width: number | undefined; height: number | undefined; fit: Fit; enlarge: boolean },
): Size {
  const ratio = source.width / source.height;
  const width = wish.width ?? (wish.height ?? source.height) * ratio;
  const height = wish.height ?? width / ratio;
  const [scaleX, scaleY] = [width / source.width, height / source.height];
  if (wish.fit === 'inside') {
    const scale = Math.min(scaleX, scaleY, wish.enlarge ? Infinity : 1);
    return whole({ width: source.width * scale, height: source.height * scale });
  }
  const shrink = wish.enlarge ? 1 : Math.min(1, 1 / Math.max(scaleX, scaleY));
  return whole({ width: width * shrink, height: height * shrink });
}

function whole({ width, height }: Size): Size {
  return { width: Math.max(1, Math.round(width)), height: Math.max(1, Math.round(height)) };
}
