import { useEffect, useRef, useState, type PointerEvent, type RefObject } from 'react';
import { panBy, zoomAt, type View } from './view.ts';

export const FITTED: View = { scale: 1, x: 0, y: 0 };
/** A fitted picture moved this far sideways means the next one. */
const SWIPE_PX = 56;
const WHEEL_SPEED = 0.002;
const PINCH_WHEEL_SPEED = 0.01;

interface Point {
  x: number;
  y: number;
}

/** What hands do on the stage: wheel and pinch zoom at the pointer, drag moves, a swipe turns the page. */
export function useHands(area: RefObject<HTMLElement | null>, onSwipe: (direction: 'previous' | 'next') => void) {
  const [view, setView] = useState(FITTED);
  const [isHeld, setHeld] = useState(false);
  const fingers = useRef(new Map<number, Point>());
  const start = useRef<Point | null>(null);
  useEffect(() => {
    const element = area.current;
    // React's wheel listener is passive and could not keep the page from scrolling.
    function onWheel(event: WheelEvent) {
      event.preventDefault();
      const factor = Math.exp(-event.deltaY * (event.ctrlKey ? PINCH_WHEEL_SPEED : WHEEL_SPEED));
      setView((current) => zoomAt(current, factor, fromCentre(element, { x: event.clientX, y: event.clientY })));
    }
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, [area]);

  function onPointerDown(event: PointerEvent<HTMLElement>) {
    event.currentTarget.setPointerCapture(event.pointerId);
    fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    start.current = fingers.current.size === 1 ? { x: event.clientX, y: event.clientY } : null;
    setHeld(true);
  }

  function onPointerMove(event: PointerEvent<HTMLElement>) {
    const before = fingers.current.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1];
    fingers.current.set(event.pointerId, now);
    if (!other) return setView((current) => panBy(current, { x: now.x - before.x, y: now.y - before.y }));
    const factor = distance(now, other) / Math.max(1, distance(before, other));
    const centre = fromCentre(event.currentTarget, { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
    setView((current) => zoomAt(current, factor, centre));
  }

  function onPointerUp(event: PointerEvent<HTMLElement>) {
    fingers.current.delete(event.pointerId);
    setHeld(fingers.current.size > 0);
    const moved = start.current ? event.clientX - start.current.x : 0;
    start.current = null;
    if (view.scale === 1 && Math.abs(moved) > SWIPE_PX) onSwipe(moved < 0 ? 'next' : 'previous');
  }

  return {
    view,
    setView,
    isHeld,
    handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: onPointerUp },
  };
}

function fromCentre(element: HTMLElement | null, { x, y }: Point): Point {
  const box = element?.getBoundingClientRect();
  return box ? { x: x - box.left - box.width / 2, y: y - box.top - box.height / 2 } : { x: 0, y: 0 };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
