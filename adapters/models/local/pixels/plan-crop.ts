import type { Size } from './plan-resize.ts';

export interface Rectangle extends Size {
  left: number;
  top: number;
}

/** The largest size of the shape `ratio` (such as `16:9`) that fits into a picture, in whole pixels. */
export function largestOfRatio(source: Size, ratio: string): Size {
  const [across = 1, down = 1] = ratio.split(':').map(Number);
  const scale = Math.min(source.width / across, source.height / down);
  return { width: Math.max(1, Math.round(across * scale)), height: Math.max(1, Math.round(down * scale)) };
}

/** A rectangle in per cent of a picture as whole pixels inside it, at least one by one. */
export function percentRectangle(
  source: Size,
  percent: { x: number; y: number; width: number; height: number },
): Rectangle {
  const left = Math.min(source.width - 1, Math.round((percent.x / 100) * source.width));
  const top = Math.min(source.height - 1, Math.round((percent.y / 100) * source.height));
  const right = Math.round(((percent.x + percent.width) / 100) * source.width);
  const bottom = Math.round(((percent.y + percent.height) / 100) * source.height);
  return {
    left,
    top,
    width: Math.max(1, Math.min(source.width, right) - left),
    height: Math.max(1, Math.min(source.height, bottom) - top),
  };
}
