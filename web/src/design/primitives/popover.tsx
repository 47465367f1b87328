import { Suspense, type ReactElement, type ReactNode } from 'react';
import { lazyPart } from './lazy-part.ts';
import { useFloating } from './use-floating.ts';
import { openerProps, withProps } from './with-props.ts';

export interface PopoverProps {
  trigger: ReactElement<Record<string, unknown>>;
  /** Read aloud when it opens. */
  title: string;
  isTitleHidden?: boolean;
  children: ReactNode;
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'bottom' | 'left' | 'right';
  className?: string;
}

const popup = lazyPart(async () => (await import('./loaded/popover-popup.tsx')).PopoverPopup);

/** A button that opens a small panel beside itself. */
export function Popover({ trigger, align = 'start', side = 'bottom', ...content }: PopoverProps) {
  const { anchor, isOpen, toggle, onClose } = useFloating(popup);
  return (
    <>
      {withProps(trigger, {
        ...openerProps('dialog', isOpen),
        onClick: toggle,
        onPointerEnter: popup.preload,
        onFocus: popup.preload,
      })}
      <Suspense>{anchor && <popup.Part {...content} {...{ anchor, align, side, isOpen, onClose }} />}</Suspense>
    </>
  );
}
