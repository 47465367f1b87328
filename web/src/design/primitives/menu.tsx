import { ContextMenu as BaseContext } from '@base-ui/react/context-menu';
import { Menu as Base } from '@base-ui/react/menu';
import type { ReactElement, ReactNode } from 'react';
import { cx } from '../class-names.ts';
import { Kbd } from './kbd.tsx';

export interface MenuAction {
  label: string;
  icon?: ReactNode;
  keys?: string;
  isDangerous?: boolean;
  isDisabled?: boolean;
  onSelect: () => void;
}

/** Groups are parted by a line. */
export type MenuGroups = ReadonlyArray<ReadonlyArray<MenuAction>>;

export interface MenuProps {
  trigger: ReactElement<Record<string, unknown>>;
  groups: MenuGroups;
  /** Drawn above the first group. */
  header?: ReactNode;
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'bottom' | 'left' | 'right';
}

export function Menu({ trigger, groups, header, align = 'end', side = 'bottom' }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} side={side} sideOffset={6} collisionPadding={8} className="z-50 outline-none">
          <Base.Popup className="floating min-w-52 p-1">
            {header}
            <Groups groups={groups} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** The same menu at the pointer: right click, long press, or the Menu key. */
export function ContextMenu({
  groups,
  children,
}: {
  groups: MenuGroups;
  children: ReactElement<Record<string, unknown>>;
}) {
  return (
    <BaseContext.Root>
      <BaseContext.Trigger render={children} />
      <BaseContext.Portal>
        <BaseContext.Positioner collisionPadding={8} className="z-50 outline-none">
          <BaseContext.Popup className="floating min-w-52 p-1">
            <Groups groups={groups} />
          </BaseContext.Popup>
        </BaseContext.Positioner>
      </BaseContext.Portal>
    </BaseContext.Root>
  );
}

function Groups({ groups }: { groups: MenuGroups }) {
  return groups
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
            <span className={cx('flex w-4 justify-center', !action.isDangerous && 'text-muted')}>{action.icon}</span>
            <span className="flex-1">{action.label}</span>
            {action.keys && <Kbd keys={action.keys} />}
          </Base.Item>
        ))}
      </div>
    ));
}
