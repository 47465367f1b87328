import type { ShownTooltip } from './tooltip-state.ts';

interface Size {
  width: number;
  height: number;
}

const GAP_PX = 8;
const MARGIN_PX = 6;
const OPPOSITE = { top: 'bottom', bottom: 'top', left: 'right', right: 'left' } as const;

/** Left and top in px for a bubble beside a part: on the wished side if it fits, else opposite, and always on the screen. */
export function placeBubble({
  around,
  side,
  size,
  view,
}: Pick<ShownTooltip, 'around' | 'side'> & { size: Size; view: Size }): { left: number; top: number } {
  const room = {
    top: around.top,
    bottom: view.height - around.bottom,
    left: around.left,
    right: view.width - around.right,
  };
  const needed = (side === 'top' || side === 'bottom' ? size.height : size.width) + GAP_PX + MARGIN_PX;
  const chosen = room[side] < needed && room[OPPOSITE[side]] > room[side] ? OPPOSITE[side] : side;
  const middle = {
    left: (around.left + around.right - size.width) / 2,
    top: (around.top + around.bottom - size.height) / 2,
  };
  const wished = {
    top: { left: middle.left, top: around.top - size.height - GAP_PX },
    bottom: { left: middle.left, top: around.bottom + GAP_PX },
    left: { left: around.left - size.width - GAP_PX, top: middle.top },
    right: { left: around.right + GAP_PX, top: middle.top },
  }[chosen];
  return { left: between(wished.left, view.width - size.width), top: between(wished.top, view.height - size.height) };
}

function between(value: number, end: number): number {
  return Math.max(MARGIN_PX, Math.min(value, end - MARGIN_PX));
}
