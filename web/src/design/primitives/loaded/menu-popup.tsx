import { Menu as Base } from '@base-ui/react/menu';
import type { ReactNode } from 'react';
import { cx } from '../../class-names.ts';
import { Kbd } from '../kbd.tsx';
import type { Anchor } from '../anchor.ts';
import type { MenuGroups } from '../menu.tsx';

export interface MenuPopupProps {
  anchor: Anchor;
  groups: MenuGroups;
  header?: ReactNode;
  align: 'start' | 'center' | 'end';
  side: 'top' | 'bottom' | 'left' | 'right';
  isOpen: boolean;
  onClose: (event: Event) => void;
}

export function MenuPopup({ anchor, groups, header, align, side, isOpen, onClose }: MenuPopupProps) {
  return (
    <Base.Root open={isOpen} onOpenChange={(open, details) => !open && onClose(details.event)}>
      <Base.Portal>
        <Base.Positioner
          anchor={anchor}
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 outline-none"
        >
          <Base.Popup
            finalFocus={() => (anchor instanceof HTMLElement ? anchor : null)}
            className="floating min-w-52 p-1"
          >
            {header}
            {groups
              .filter((group) => group.length > 0)
              .map((group, index) => (
                <div key={group[0]?.label ?? index} role="none">
                  {index > 0 && <Base.Separator className="mx-2 my-1 h-px bg-line" />}
                  {group.map((action) => (
                    <Base.Item
                      key={action.label}
                      disabled={action.isDisabled}
                      onClick={action.onSelect}
                      className={cx('menu-row', action.isDangerous && 'text-danger')}
                    >
                      <span className={cx('flex w-4 justify-center', !action.isDangerous && 'text-muted')}>
                        {action.icon}
                      </span>
                      <span className="flex-1">{action.label}</span>
                      {action.keys && <Kbd keys={action.keys} />}
                    </Base.Item>
                  ))}
                </div>
              ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
