import type { FocusEvent, PointerEvent, ReactElement } from 'react';
import { hideTooltip, showTooltip, type ShownTooltip } from './tooltip-state.ts';
import { withProps } from './with-props.ts';

export interface TooltipProps {
  label: string;
  keys?: string;
  side?: ShownTooltip['side'];
  /** The part that is explained. Its accessible name must say the same: the tooltip is for eyes only. */
  children: ReactElement<Record<string, unknown>>;
}

/** Explains a part on hover and on keyboard focus. One shared bubble draws it, so a page full of buttons stays light. */
export function Tooltip({ label, keys, side = 'top', children }: TooltipProps) {
  function show(element: Element, isAtOnce: boolean) {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    showTooltip({ label, keys, side, around: { left, top, right, bottom } }, { isAtOnce });
  }
  return withProps(children, {
    onPointerEnter: (event: PointerEvent) => event.pointerType === 'mouse' && show(event.currentTarget, false),
    onPointerLeave: hideTooltip,
    onPointerDown: hideTooltip,
    onFocus: (event: FocusEvent) => event.currentTarget.matches(':focus-visible') && show(event.currentTarget, true),
    onBlur: hideTooltip,
  });
}
