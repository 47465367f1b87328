import { Suspense, type MouseEvent, type ReactElement, type ReactNode } from 'react';
import { pointAnchor } from './anchor.ts';
import { lazyPart } from './lazy-part.ts';
import { useFloating } from './use-floating.ts';
import { openerProps, withProps } from './with-props.ts';

export interface MenuAction {
  label: string;
  icon?: ReactNode;
  keys?: string;
  isDangerous?: boolean;
  isDisabled?: boolean;
  onSelect: () => void;
}

/** Groups are parted by a line. */
export type MenuGroups = ReadonlyArray<readonly MenuAction[]>;

export interface MenuProps {
  trigger: ReactElement<Record<string, unknown>>;
  groups: MenuGroups;
  /** Drawn above the first group. */
  header?: ReactNode;
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'bottom' | 'left' | 'right';
}

const popup = lazyPart(async () => (await import('./loaded/menu-popup.tsx')).MenuPopup);

/** A button that opens a list of deeds. */
export function Menu({ trigger, groups, header, align = 'end', side = 'bottom' }: MenuProps) {
  const { anchor, isOpen, toggle, onClose } = useFloating(popup);
  return (
    <>
      {withProps(trigger, {
        ...openerProps('menu', isOpen),
        onClick: toggle,
        onPointerEnter: popup.preload,
        onFocus: popup.preload,
      })}
      <Suspense>{anchor && <popup.Part {...{ anchor, groups, header, align, side, isOpen, onClose }} />}</Suspense>
    </>
  );
}

export interface ContextMenuProps {
  groups: MenuGroups;
  children: ReactElement<Record<string, unknown>>;
}

/** The same list at the pointer: right click, long press, or the Menu key. */
export function ContextMenu({ groups, children }: ContextMenuProps) {
  const { anchor, isOpen, openAt, onClose } = useFloating(popup);
  function open(event: MouseEvent) {
    event.preventDefault();
    openAt(pointAnchor(event.clientX, event.clientY));
  }
  return (
    <>
      {withProps(children, { onContextMenu: open })}
      <Suspense>
        {anchor && <popup.Part align="start" side="bottom" {...{ anchor, groups, isOpen, onClose }} />}
      </Suspense>
    </>
  );
}
