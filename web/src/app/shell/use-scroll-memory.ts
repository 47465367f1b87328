import { useRouter } from '@tanstack/react-router';
import { useEffect, type RefObject } from 'react';

/** Places remembered; the oldest is forgotten first. In memory only: nothing is kept in the browser for it. */
const MAX_REMEMBERED = 60;
/** How long a page may take to grow to its old height. */
const PATIENCE_MS = 2_000;
const remembered = new Map<string, number>();

/** Comes back to where one was on a page. What opens over a page, such as the viewer, leaves its place alone. */
export function useScrollMemory(area: RefObject<HTMLElement | null>): void {
  const router = useRouter();
  useEffect(() => {
    let stopRestoring = () => {};
    const stopLeaving = router.subscribe('onBeforeNavigate', ({ fromLocation }) => {
      stopRestoring();
      if (fromLocation && area.current) remember(placeOf(fromLocation), area.current.scrollTop);
    });
    const stopArriving = router.subscribe('onRendered', ({ fromLocation, toLocation }) => {
      const place = placeOf(toLocation);
      if (!area.current || (fromLocation && placeOf(fromLocation) === place)) return;
      stopRestoring = restore(area.current, remembered.get(place) ?? 0);
    });
    return () => {
      stopRestoring();
      stopLeaving();
      stopArriving();
    };
  }, [router, area]);
}

/** One name for a page and everything that opens over it. */
export function placeOf({ pathname, searchStr }: { pathname: string; searchStr: string }): string {
  return (pathname.startsWith('/library') ? '/library' : pathname) + searchStr;
}

/** Scrolls, and again while the page still grows towards its old height; a hand on the page ends it. */
function restore(element: HTMLElement, top: number): () => void {
  const controller = new AbortController();
  const observer = new ResizeObserver(attempt);
  const timer = setTimeout(stop, PATIENCE_MS);
  function stop() {
    controller.abort();
    observer.disconnect();
    clearTimeout(timer);
  }
  function attempt() {
    element.scrollTo({ top, behavior: 'instant' });
    if (element.scrollTop >= top - 1) stop();
  }
  for (const gesture of ['wheel', 'touchstart', 'keydown']) {
    element.addEventListener(gesture, stop, { passive: true, signal: controller.signal });
  }
  if (element.firstElementChild) observer.observe(element.firstElementChild);
  attempt();
  return stop;
}

function remember(place: string, top: number): void {
  remembered.delete(place);
  remembered.set(place, top);
  const oldest = remembered.keys().next();
  if (remembered.size > MAX_REMEMBERED && !oldest.done) remembered.delete(oldest.value);
}
