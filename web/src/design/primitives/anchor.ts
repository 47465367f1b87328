/** What a floating part stands beside: an element, or a point on the screen. */
export type Anchor = Element | { getBoundingClientRect: () => DOMRect };

export function pointAnchor(x: number, y: number): Anchor {
  return { getBoundingClientRect: () => new DOMRect(x, y, 0, 0) };
}

/** A press on the trigger closes by its own click; the outside press before it must not, or the click would open again. */
export function isOnAnchor(event: Event, anchor: Anchor | null): boolean {
  return (
    !(event instanceof KeyboardEvent) &&
    anchor instanceof Element &&
    event.target instanceof Node &&
    anchor.contains(event.target)
  );
}
