import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { Kbd } from './kbd.tsx';
import { placeBubble } from './place-bubble.ts';
import { hideTooltip, useShownTooltip, type ShownTooltip } from './tooltip-state.ts';

/** Draws the tooltip of the moment over everything; once per page. */
export function TooltipBubble() {
  const shown = useShownTooltip();
  useEffect(() => {
    if (!shown) return;
    const onKeyDown = (event: KeyboardEvent) => event.key === 'Escape' && hideTooltip();
    addEventListener('keydown', onKeyDown, true);
    addEventListener('scroll', hideTooltip, true);
    return () => {
      removeEventListener('keydown', onKeyDown, true);
      removeEventListener('scroll', hideTooltip, true);
    };
  }, [shown]);
  return shown && createPortal(<Bubble shown={shown} />, document.body);
}

function Bubble({ shown }: { shown: ShownTooltip }) {
  const bubble = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<{ left: number; top: number } | null>(null);
  useLayoutEffect(() => {
    const { offsetWidth: width, offsetHeight: height } = bubble.current ?? { offsetWidth: 0, offsetHeight: 0 };
    setPlace(placeBubble({ ...shown, size: { width, height }, view: { width: innerWidth, height: innerHeight } }));
  }, [shown]);
  return (
    <div
      ref={bubble}
      role="presentation"
      aria-hidden="true"
      style={{ left: place?.left ?? 0, top: place?.top ?? 0, visibility: place ? undefined : 'hidden' }}
      className="pointer-events-none fixed z-50 flex max-w-64 animate-appear items-center gap-2 rounded-control bg-ink px-2 py-1 text-small font-medium text-on-ink"
    >
      {shown.label}
      {shown.keys && (
        <span className="-mr-1">
          <Kbd keys={shown.keys} tone="inherit" />
        </span>
      )}
    </div>
  );
}
