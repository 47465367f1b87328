import { cloneElement, type ReactElement } from 'react';

type Handler = (event: never) => void;

/** A copy of an element with more props; where both have an `on…` handler, both run, the element's own first. */
export function withProps(
  element: ReactElement<Record<string, unknown>>,
  props: Record<string, unknown>,
): ReactElement {
  const merged = Object.entries(props).map(([name, value]) => {
    const own = element.props[name];
    if (!name.startsWith('on') || typeof own !== 'function' || typeof value !== 'function') return [name, value];
    return [
      name,
      (event: never) => {
        (own as Handler)(event);
        (value as Handler)(event);
      },
    ];
  });
  return cloneElement(element, Object.fromEntries(merged) as Record<string, unknown>);
}

/** What a button says about the part that it opens. */
export function openerProps(opens: 'menu' | 'dialog', isOpen: boolean) {
  return { 'aria-haspopup': opens, 'aria-expanded': isOpen } as const;
}
