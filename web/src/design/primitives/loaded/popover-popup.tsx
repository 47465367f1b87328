import { Popover as Base } from '@base-ui/react/popover';
import type { ReactNode } from 'react';
import { cx } from '../../class-names.ts';
import type { Anchor } from '../anchor.ts';

export interface PopoverPopupProps {
  anchor: Anchor;
  title: string;
  isTitleHidden?: boolean;
  children: ReactNode;
  align: 'start' | 'center' | 'end';
  side: 'top' | 'bottom' | 'left' | 'right';
  className?: string;
  isOpen: boolean;
  onClose: (event: Event) => void;
}

export function PopoverPopup({
  anchor,
  title,
  isTitleHidden,
  children,
  align,
  side,
  className,
  isOpen,
  onClose,
}: PopoverPopupProps) {
  return (
    <Base.Root open={isOpen} onOpenChange={(open, details) => !open && onClose(details.event)}>
      <Base.Portal>
        <Base.Positioner
          anchor={anchor}
          align={align}
          side={side}
          sideOffset={8}
          collisionPadding={8}
          className="z-50 outline-none"
        >
          <Base.Popup
            finalFocus={() => (anchor instanceof HTMLElement ? anchor : null)}
            className={cx(
              'floating scroll-quiet max-h-(--available-height) max-w-(--available-width) overflow-y-auto p-4',
              className,
            )}
          >
            <Base.Title className={isTitleHidden ? 'sr-only' : 'mb-3 text-base font-semibold'}>{title}</Base.Title>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
