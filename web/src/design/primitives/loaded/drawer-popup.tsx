import { Drawer as Base } from '@base-ui/react/drawer';
import { X } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { cx } from '../../class-names.ts';
import { t } from '../../words/messages.ts';
import type { DrawerProps } from '../drawer.tsx';
import { IconButton } from '../icon-button.tsx';

const PHONE = '(max-width: 639px)';

export function DrawerPopup({ isOpen, onClose, title, headerActions, children }: DrawerProps) {
  const isPhone = useSyncExternalStore(
    watchPhone,
    () => matchMedia(PHONE).matches,
    () => false,
  );
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()} swipeDirection={isPhone ? 'down' : 'right'}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-200 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Viewport className="fixed inset-0 z-40 flex items-end justify-end sm:items-stretch sm:p-2">
          <Base.Popup
            className={cx(
              'flex w-full flex-col overflow-hidden bg-raised text-ink shadow-float outline-none transition-transform duration-200 ease-out data-swiping:duration-0 sm:max-w-[400px] sm:rounded-panel max-sm:max-h-[88dvh] max-sm:rounded-t-sheet',
              isPhone
                ? 'transform-[translateY(var(--drawer-swipe-movement-y))] data-ending-style:transform-[translateY(100%)] data-starting-style:transform-[translateY(100%)]'
                : 'transform-[translateX(var(--drawer-swipe-movement-x))] data-ending-style:transform-[translateX(102%)] data-starting-style:transform-[translateX(102%)]',
            )}
          >
            {isPhone && (
              <div className="mx-auto mt-2 h-1 w-9 shrink-0 rounded-full bg-line-strong" aria-hidden="true" />
            )}
            <header className="flex items-center gap-1 py-2.5 pl-4 pr-2">
              <Base.Title className="flex-1 text-body font-semibold">{title}</Base.Title>
              {headerActions}
              <Base.Close render={<IconButton label={t('close')} keys="Escape" icon={<X size={16} />} />} />
            </header>
            <Base.Content className="scroll-quiet min-h-0 flex-1 overflow-y-auto overscroll-contain pb-[env(safe-area-inset-bottom)]">
              {children}
            </Base.Content>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

function watchPhone(listener: () => void): () => void {
  const query = matchMedia(PHONE);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}
