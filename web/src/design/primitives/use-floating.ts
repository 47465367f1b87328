import { useState, type MouseEvent } from 'react';
import { isOnAnchor, type Anchor } from './anchor.ts';
import type { LazyPart } from './lazy-part.ts';

/** Opening and closing of a part that floats beside its trigger, or beside a point. */
export function useFloating<Props>(part: LazyPart<Props>) {
  const [anchor, setAnchor] = useState<Anchor | null>(null);
  const [isOpen, setOpen] = useState(false);
  function openAt(next: Anchor) {
    part.whenHere(() => {
      setAnchor(next);
      setOpen(true);
    });
  }
  function toggle(event: MouseEvent) {
    if (isOpen) setOpen(false);
    else openAt(event.currentTarget);
  }
  function onClose(event: Event) {
    if (!isOnAnchor(event, anchor)) setOpen(false);
  }
  return { anchor, isOpen, openAt, toggle, onClose };
}
