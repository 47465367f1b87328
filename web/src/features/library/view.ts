/** How the picture lies on the stage: `x` and `y` in px from the centre; a scale of 1 fits. */
export interface View {
  scale: number;
  x: number;
  y: number;
}

export const SCALE_BOUNDS = [1, 16] as const;

/** Zooms by a factor so that the point under the pointer (px from the centre) stays where it is. */
export function zoomAt(view: View, factor: number, point: { x: number; y: number }): View {
  const scale = Math.min(SCALE_BOUNDS[1], Math.max(SCALE_BOUNDS[0], view.scale * factor));
  if (scale === 1) return { scale, x: 0, y: 0 };
  const grown = scale / view.scale;
  return { scale, x: point.x - (point.x - view.x) * grown, y: point.y - (point.y - view.y) * grown };
}

/** Moves a zoomed picture; one that fits stays put. */
export function panBy(view: View, by: { x: number; y: number }): View {
  return view.scale === 1 ? view : { ...view, x: view.x + by.x, y: view.y + by.y };
}
