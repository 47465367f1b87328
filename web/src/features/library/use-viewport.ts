import { useEffect, useState, type RefObject } from 'react';

/** The part of an element that can be seen in the shell's scrolling area, in px from the element's top, and its width. */
export interface Viewport {
  top: number;
  bottom: number;
  width: number;
}

// Steps keep a scroll from drawing the wall anew at every pixel; the overscan covers them.
const STEP_PX = 120;

export function useViewport(element: RefObject<HTMLElement | null>): Viewport {
  const [viewport, setViewport] = useState<Viewport>({ top: 0, bottom: 0, width: 0 });
  useEffect(() => {
    const area = document.getElementById('content');
    const update = () => setViewport((known) => keepIfSame(known, measure(element.current)));
    const observer = new ResizeObserver(update);
    if (element.current) observer.observe(element.current);
    if (area) observer.observe(area);
    area?.addEventListener('scroll', update, { passive: true });
    return () => {
      observer.disconnect();
      area?.removeEventListener('scroll', update);
    };
  }, [element]);
  return viewport;
}

function measure(element: HTMLElement | null): Viewport {
  const area = document.getElementById('content');
  if (!element || !area) return { top: 0, bottom: 0, width: 0 };
  const hidden = area.getBoundingClientRect().top - element.getBoundingClientRect().top;
  const top = Math.floor(hidden / STEP_PX) * STEP_PX;
  return { top, bottom: top + area.clientHeight + STEP_PX, width: element.clientWidth };
}

function keepIfSame(known: Viewport, next: Viewport): Viewport {
  return known.top === next.top && known.bottom === next.bottom && known.width === next.width ? known : next;
}
